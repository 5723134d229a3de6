"""What is kept: tables, the log of events chained by hashes, files by their content, migrations, the audit."""

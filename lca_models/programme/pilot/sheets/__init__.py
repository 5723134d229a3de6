"""Clean data sheets of a pilot: what companies would write if nobody erred."""

"""What a bundle holds of the matrix."""

from dataclasses import replace

from lca_models.reporting.declaration.bundle import FURTHER_REQUIREMENTS, MATRIX, MATRIX_WORKBOOK
from lca_models.reporting.declaration.conformity.members import members
from lca_models.reporting.declaration.conformity.requirements import COLUMNS


def test_the_matrix_comes_as_table_and_workbook_and_a_holder_s_table_as_it_was(lfp_declared, tmp_path):
    more = tmp_path / "more.csv"
    more.write_bytes((",".join(COLUMNS) + "\nMY-01,mine,,,Said,,manual,,,read,,,,,\n").encode())

    plain, further = members(lfp_declared), members(replace(lfp_declared, further_requirements=more))

    assert set(plain) == {MATRIX, MATRIX_WORKBOOK}
    assert further[FURTHER_REQUIREMENTS] == more.read_bytes()
    assert further[MATRIX].count(b"\n") == plain[MATRIX].count(b"\n") + 1
    assert str(tmp_path).encode() not in b"".join(further.values())

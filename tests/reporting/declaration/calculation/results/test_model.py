"""The pages of the model: factors cited once, lines of every process."""


def test_every_factor_is_cited_once_with_its_rows(lfp_workbook):
    page = lfp_workbook.book.pages["factors"]
    codes = [page.cells[(row, 0)].content for row in range(1, page.rows)]

    assert len(set(codes)) == len(codes)
    assert all(len(str(page.cells[(row, 8)].content)) == 16 for row in range(1, page.rows))
    assert {"factor_code", "factor_value"} <= lfp_workbook.book.names.keys()


def test_lines_say_process_stage_and_what_is_bought_in_both_languages(lfp_workbook):
    page = lfp_workbook.book.pages["model"]
    bought = {(page.cells[(row, 0)].content, page.cells[(row, 3)].content) for row in range(1, page.rows)}

    assert ("pack_lfp", "aluminium_profile") in bought
    assert all(page.cells[(row, 5)].content for row in range(1, page.rows))

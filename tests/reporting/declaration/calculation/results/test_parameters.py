"""A named cell for every parameter that formulas read."""


def test_parameters_of_the_maker_follow_the_front_pages(lfp_workbook, lfp_declared):
    page, names = lfp_workbook.book.pages["parameters"], lfp_workbook.book.names
    cell = page.cells[(int(names["lfp_pack_mass"].rpartition("B")[2]) - 1, 1)]

    assert cell.formula.startswith("product!")
    assert cell.content == lfp_declared.result.assessment.parameters["lfp_pack_mass"] == 457.0
    assert not [one for one in lfp_workbook.book.given if one.pointer.startswith("parameters.")]


def test_every_parameter_has_the_value_of_the_kit(lfp_workbook, lfp_declared):
    page, values = lfp_workbook.book.pages["parameters"], lfp_declared.result.assessment.parameters
    for row in range(1, page.rows):
        name, value = page.cells[(row, 0)].content, page.cells[(row, 1)].content
        assert abs(value - values[name]) <= 1e-12 * abs(values[name]) + 1e-15

// Rows of a data sheet: meters with their twelve months, products of the plant, suppliers, legs, certificates, documents.
{
  const { el } = LCA;
  const begun = new Set(); // tables whose next row is shown though nothing stands in it yet

  const month = (name) => name.replace(/^(good|started)\./, (whole, word) => `${LCA.say(`mine.${word}`)} `);

  function cell(table, row, column, lists, set) {
    const id = `lca-m-${table.sheet}.${row.row}.${column.key}`, said = row.remarks[column.key] || [];
    const remarks = LCA.remarks(id, said);
    return el("div", { class: `field cellfield${said.some((one) => one.severity === "error") ? " bad" : ""}`, "data-key": column.key,
      "data-field": `${table.sheet}.${row.row}.${column.key}` },
    el("label", { for: id, title: LCA.name(column.help) || null }, LCA.upper(LCA.name(column.name))),
    LCA.cell({ ...column, id, key: column.key, testid: `cell ${table.sheet}.${row.row}.${column.key}`, text: row.cells[column.key] || "",
      bad: said.some((one) => one.severity === "error"), described: remarks.map((one) => one.id).join(" ") }, lists,
    (text) => set(row.row, column.key, text)), remarks);
  }

  function months(table, row, lists, set) {
    const filled = table.months.filter((one) => row.cells[one]).length;
    const wrong = table.months.some((one) => row.remarks[one]);
    return el("div", { class: "months", "data-key": "months" },
      LCA.fold(`months ${table.sheet}.${row.row}`, { key: "mine.months", values: { count: String(filled), all: String(table.months.length) } }, wrong,
        el("div", { class: "monthgrid" }, table.months.map((one) =>
          cell(table, row, { key: one, name: [month(one), month(one)], help: ["", ""], kind: "number" }, lists, set)))));
  }

  function line(table, row, lists, set, remove) {
    const isNew = row.row >= table.rows.length;
    return el("li", { class: "sheetrow", "data-key": `row ${row.row}`, "data-field": `${table.sheet}.${row.row}` },
      el("div", { class: "hd" }, el("b", null, `${LCA.say(`mine.row.${table.sheet}`)} ${row.row + 1}`),
        isNew ? null : LCA.button({ key: "mine.remove" }, () => remove(row.row), { "data-testid": `remove ${table.sheet}.${row.row}`,
          "aria-label": LCA.say("mine.remove_row", { row: `${LCA.say(`mine.row.${table.sheet}`)} ${row.row + 1}` }) })),
      el("div", { class: "rowgrid" }, table.columns.map((column) => cell(table, row, column, lists, set))),
      table.months.length ? months(table, row, lists, set) : null,
      LCA.remarks(`lca-m-${table.sheet}.${row.row}`, row.row_remarks));
  }

  // The rows of a table; `set(row, column, text)` and `remove(row)` hear what a person does.
  LCA.sheetRows = (table, lists, set, remove) => {
    const next = { row: table.rows.length, cells: {}, remarks: {}, row_remarks: [] };
    const add = (event) => {
      begun.add(table.sheet);
      event.currentTarget.dispatchEvent(new CustomEvent("lca-redraw", { bubbles: true }));
    };
    const taken = (row, column, text) => {
      if (row === next.row) begun.delete(table.sheet);
      set(row, column, text);
    };
    const shown = [...table.rows, ...(begun.has(table.sheet) ? [next] : [])];
    return [
      el("ul", { class: "sheetrows", "data-key": `rows ${table.sheet}` }, shown.map((row) => line(table, row, lists, taken, remove))),
      begun.has(table.sheet) ? null : LCA.button({ key: `mine.add.${table.sheet}` }, add, { "data-testid": `add ${table.sheet}`, "data-key": `add ${table.sheet}` }),
      table.sheet === "meters" && !table.months.length ? el("p", { class: "why" }, LCA.say("mine.no_months")) : null,
    ];
  };
}

// A bar chart is a table whose cells hold bars in percent of its width, so text never scales with a drawing.
{
  const { el } = LCA;
  const NICE = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

  function nice(amount) {
    if (!(amount > 1e-12)) return 0;
    const power = 10 ** Math.floor(Math.log10(amount));
    return NICE.find((one) => one * power >= amount * 0.999999) * power;
  }

  // Round ends around amounts, zero between them; they stay while the amounts move a little.
  LCA.axis = (amounts) => {
    const up = nice(Math.max(0, ...amounts)), down = nice(Math.max(0, ...amounts.map((one) => -one)));
    const [low, high] = up || down ? [-down, up] : [0, 1];
    const wanted = (high - low) / 6, power = 10 ** Math.floor(Math.log10(wanted));
    const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= wanted * 0.999999) * power;
    const ticks = [];
    for (let place = Math.ceil(low / step - 1e-9) || 0; place * step <= high + step * 1e-9; place += 1) ticks.push(place * step || 0);
    return { low, high, ticks, at: (amount) => (100 * (amount - low)) / (high - low) };
  };

  const box = (axis, kind, from, to, color) =>
    el("i", { class: kind, style: `left:${axis.at(from)}%;width:${Math.max(0, axis.at(to) - axis.at(from))}%;${color ? `--c:${color}` : ""}` });

  function plot(axis, row) {
    const { value, credit = 0, base, base_credit: before = 0, color } = row;
    return el("div", { class: "plot", "aria-hidden": "true" },
      axis.ticks.map((tick) => el("u", { style: `left:${axis.at(tick)}%` })),
      value > 0 && box(axis, "val", 0, value, color),
      value < 0 && box(axis, "val credit", value, 0, color),
      credit < 0 && box(axis, "val credit", credit, 0, color),
      base !== undefined && (base > 0 || before < 0) && box(axis, "base", before, base, ""));
  }

  // rows: {key, name, tag, value, credit (at most 0, hollow), base, base_credit, number, change, color, exact, on};
  // head: [name, unit, now, change]; `axis: false` leaves the axis out; `on`: what a press of the row does.
  LCA.bars = ({ label, head, rows, axis: shown = true, testid }) => {
    const amounts = rows.flatMap((row) => [row.value, row.credit || 0, row.base || 0, row.base_credit || 0]);
    const axis = LCA.axis(amounts);
    const line = (row) =>
      el("tr", { "data-key": row.key },
        el("th", { scope: "row" }, row.color && el("span", { class: "sw", style: `--c:${row.color}` }),
          row.on ? el("button", { type: "button", class: "lnk", onclick: row.on }, LCA.text(row.name)) : LCA.text(row.name)),
        "tag" in row ? el("td", { class: "t" }, row.tag) : null,
        el("td", { class: "bar", onclick: row.on || null }, plot(axis, row)),
        el("td", { class: "n" }, LCA.output(row.exact === undefined ? row.value : row.exact, row.number, { "data-testid": row.testid })),
        row.change === undefined ? null : el("td", { class: "d" }, row.change));
    const tagged = rows.some((row) => "tag" in row);
    return el("table", { class: `bars${rows.some((row) => row.on) ? " live" : ""}`, "data-testid": testid },
      label && el("caption", { class: "away" }, LCA.text(label)),
      head && el("thead", null, el("tr", null,
        el("th", { scope: "col" }, LCA.text(head[0])), tagged ? el("td") : null, el("th", { scope: "col", class: "u" }, LCA.text(head[1])),
        el("th", { scope: "col", class: "n" }, LCA.text(head[2])),
        head[3] === undefined ? null : el("th", { scope: "col", class: "d" }, LCA.text(head[3])))),
      el("tbody", null, rows.map(line),
        shown && el("tr", { class: "axis", "aria-hidden": "true", "data-key": "axis" }, el("td"), tagged ? el("td") : null,
          el("td", { class: "bar" }, el("div", { class: "plot" },
            axis.ticks.map((tick) => el("span", { style: `left:${axis.at(tick)}%` }, LCA.number(tick, 2))))),
          el("td"), head && head[3] === undefined ? null : el("td"))));
  };
}

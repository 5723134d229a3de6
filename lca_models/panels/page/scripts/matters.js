// What matters: one input at a time around the reported value, elasticities, what makes the spread, and the range of one input.
{
  const { el } = LCA;
  const span = (row) => `${LCA.number(row.low, 3)} – ${LCA.number(row.high, 3)}${row.unit ? `\u00a0${row.unit}` : ""}`;

  function ends(view, page) {
    const found = view.range, error = page.errors.range;
    const typed = (form) => Object.fromEntries([...form.querySelectorAll("input")].map((one) => [one.name, one.value]));
    const send = (values) => page.send({ do: "matters.range", field: "range", input: found.input, low: values.low, high: values.high });
    const field = (name, value) => el("div", { class: "field", "data-key": name },
      el("label", { for: `lca-range-${name}` }, LCA.say(`matters.${name}`)),
      el("span", { class: "num wide" }, el("input", { id: `lca-range-${name}`, name, type: "text", inputmode: "decimal", autocomplete: "off", "data-key": `${found.input} ${name}`, "data-testid": `range ${name}`,
        "aria-invalid": error ? "true" : null, "aria-describedby": error ? "lca-range-error" : "lca-range-about", oninput: (event) => { event.target.dataset.held = "yes"; },
        onchange: (event) => { delete event.target.dataset.held; send(typed(event.target.form)); }, onblur: (event) => { delete event.target.dataset.held; }, value: String(Number(value.toPrecision(6))) }),
      found.unit && el("small", { "aria-hidden": "true" }, found.unit)));
    return el("form", { class: error ? "bad" : null, "data-key": "ends", onsubmit: (event) => { event.preventDefault(); send(typed(event.currentTarget)); } },
      LCA.field({ key: "matters-input", kind: "choice", label: { key: "matters.input" }, value: found.input, yours: found.yours,
        choices: view.inputs.some((one) => one.code === found.input) ? view.inputs : [...view.inputs, { code: found.input, name: found.words }] },
      (input) => page.send({ do: "matters.input", input })),
      field("low", found.low), field("high", found.high),
      error && el("p", { class: "err", id: "lca-range-error", role: "alert", "data-testid": "range error" }, error),
      el("p", { class: "note", id: "lca-range-about" }, LCA.say(found.yours ? "matters.range_yours" : "matters.range_given", { low: LCA.number(found.by_itself[0], 3), high: LCA.number(found.by_itself[1], 3),
        unit: found.unit, value: LCA.number(found.value, 4), source: found.source })),
      el("div", { class: "row" }, found.yours && LCA.button({ key: "matters.reset" }, () => send({}), { "data-testid": "range reset" }),
        view.own > 1 && LCA.button({ key: "matters.reset_all" }, () => page.send({ do: "matters.reset" }))));
  }

  function tornado(view, page) {
    const values = view.rows.flatMap((row) => [row.at_low, row.at_high, view.here]);
    const least = Math.min(...values), most = Math.max(...values), room = 0.02 * (most - least) || 1;
    const at = (value) => (100 * (value - least + room)) / (most - least + 2 * room);
    const block = (kind, value) => el("i", { class: kind, style: `left:${at(Math.min(value, view.here))}%;width:${Math.abs(at(value) - at(view.here))}%` });
    const line = (row) => {
      const [first, second] = Math.abs(row.at_low - view.here) > Math.abs(row.at_high - view.here) ? [["low", row.at_low], ["high", row.at_high]] : [["high", row.at_high], ["low", row.at_low]];
      const [low, high] = [row.at_low, row.at_high].sort((one, other) => one - other);
      return el("tr", { "data-key": row.name, class: row.name === view.range.input ? "sel" : null },
        el("th", { scope: "row" }, el("button", { type: "button", class: "lnk", "data-testid": `input ${row.name}`, onclick: () => page.send({ do: "matters.input", input: row.name }) }, LCA.name(row.words)),
          el("small", null, span(row), row.yours ? [" ", LCA.tag("yours")] : null)),
        el("td", { class: "bar" }, el("div", { class: "plot tor", "aria-hidden": "true" }, block(...first), block(...second), el("u", { class: "mid", style: `left:${at(view.here)}%` }))),
        el("td", { class: "n" }, LCA.output(low, LCA.number(low, 4), { "data-testid": `low ${row.name}` }), " – ", LCA.output(high, LCA.number(high, 4), { "data-testid": `high ${row.name}` })));
    };
    return [el("ul", { class: "key" }, ["low", "high"].map((one) => el("li", null, el("i", { class: `k ${one}end` }), LCA.say(`matters.${one}_end`)))),
      el("table", { class: "bars torn", "data-testid": "tornado" }, el("caption", { class: "away" }, LCA.say("matters.caption")),
        el("thead", null, el("tr", null, el("th", { scope: "col" }, LCA.say("matters.head_input")),
          el("th", { scope: "col" }, el("div", { class: "plot" }, el("span", { style: `left:${Math.max(14, Math.min(86, at(view.here)))}%` }, LCA.say("matters.reported", { value: LCA.number(view.here, 4) })))),
          el("th", { scope: "col", class: "n" }, LCA.unit(view.unit, view.per)))),
        el("tbody", null, view.rows.map(line)))];
  }

  const elasticity = (view, page) => LCA.bars({ testid: "elasticities", label: { key: "matters.what.elasticity" }, head: [{ key: "matters.head_input" }, { key: "matters.elasticity_unit" }, { key: "matters.what.elasticity" }],
    rows: view.rows.map((row) => ({ key: row.name, name: row.words, value: row.elasticity, number: LCA.signed(row.elasticity, 3), color: row.elasticity < 0 ? "#3E6C94" : "#C2540A",
      on: view.inputs.some((one) => one.code === row.name) ? () => page.send({ do: "matters.input", input: row.name }) : undefined })) });

  const spread = (view) => view.rows.length ? LCA.bars({ testid: "spread", label: { key: "matters.what.spread" }, head: [{ key: "matters.head_driver" }, { key: "matters.spread_unit" }, { key: "matters.what.spread" }],
    rows: view.rows.map((row, place) => ({ key: `${place}`, name: row.words, value: row.share, color: row.rest ? "#7B8794" : "#17508F",
      number: `${LCA.share(row.share, 0)}${row.half_width === null ? "" : ` ± ${LCA.share(row.half_width, 0)}`}` })) }) : el("p", { class: "lead" }, LCA.say("page.sure_certain"));

  LCA.tabs.matters = {
    draw(root, view, page) {
      const late = page.revs.matters !== page.rev;
      LCA.fill(root, el("div", { class: `grid g-side${late ? " late" : ""}`, "aria-busy": late ? "true" : null },
        LCA.card("range", { key: "matters.range" }, null, view.range ? ends(view, page) : el("p", { class: "lead" }, LCA.say("page.sure_certain"))),
        LCA.card("matters", { key: `matters.title.${view.what}`, values: { unit: LCA.unit(view.unit, view.per) } },
          LCA.segments(LCA.say("matters.show"), ["ranges", "elasticity", "spread"].map((one) => [one, { key: `matters.what.${one}` }]), view.what, (what) => page.send({ do: "matters.what", what })),
          el("p", { class: "lead" }, LCA.say(`matters.lead.${view.what}`, { count: String(view.uncertain), draws: LCA.number(view.draws || 0), seed: String(view.seed || 0) })),
          view.what === "elasticity" ? elasticity(view, page) : view.what === "spread" ? spread(view) : view.rows.length ? tornado(view, page) : null)));
    },
  };
}

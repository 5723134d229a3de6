// Beside the steps of My battery: the file, its problems, whose data the result rests on, what to collect next, its balance.
{
  const { el } = LCA;

  function sheet(page, view) {
    const picked = (event) => {
      LCA.sendFiles(page, [...event.target.files], "mine.open");
      event.target.value = "";
    };
    return LCA.card("sheet", { key: "mine.have_sheet" }, null,
      el("p", { class: "lead" }, LCA.say("mine.stays_here")),
      el("div", { class: "row", "data-key": "sheet row" },
        el("label", { class: "btn pri filebtn", "data-key": "open sheet" }, LCA.say("mine.open_sheet"),
          el("input", { type: "file", class: "away", multiple: true, "data-testid": "open sheet", "aria-label": LCA.say("mine.open_sheet"), onchange: picked })),
        LCA.button({ key: "mine.new_sheet" }, () => page.send({ do: "mine.blank", field: "mine.blank" }), { "data-testid": "new sheet", "data-key": "new sheet" }),
        view.own && LCA.button({ key: "mine.save" }, () => page.send({ do: "mine.save", field: "mine.save" }), { "data-testid": "save sheet", "data-key": "save sheet" }),
        view.own && LCA.button({ key: "mine.start_again" }, () => page.send({ do: "mine.clear", field: "mine.clear" }), { "data-testid": "clear sheet", "data-key": "clear sheet" })),
      page.errors["mine.open"] && el("p", { class: "err", role: "alert", "data-testid": "open refused" }, page.errors["mine.open"]),
      view.file && el("p", { class: "why", "data-testid": "sheet name" }, `${view.file.name} · ${view.file.hash}`));
  }

  const link = (page, view, one) =>
    el("li", { "data-key": `${one.place} ${one.text[0]}` },
      one.field
        ? el("a", { href: `#${one.field}`, "data-testid": `problem ${one.field}`, onclick: (event) => { event.preventDefault(); LCA.toField(page, view, one); } }, LCA.placeOf(one.place))
        : el("b", null, LCA.placeOf(one.place)), ` ${LCA.name(one.text)}`);

  function problems(page, view) {
    if (!view.problems.length) return null;
    return LCA.card("problems", { key: view.problems.length === 1 ? "mine.one_problem" : "mine.problems", values: { count: String(view.problems.length) } }, null,
      el("p", { class: "lead" }, LCA.say("mine.problems_text")),
      LCA.fold("problems", { key: "mine.show_problems", values: { count: String(view.problems.length) } }, view.problems.length < 4,
        el("ul", { class: "problems", "data-testid": "problems" }, view.problems.map((one) => link(page, view, one)))));
  }

  function coverage(view) {
    if (view.own && !view.calculable) return null;
    const found = view.coverage, colors = { yours: "#6B2FA0", supplier: "#004B8D", archetype: "#7B8794" };
    return LCA.card("coverage", { key: "mine.coverage" }, null,
      el("p", { class: "lead" }, LCA.say("mine.coverage_text", { given: String(found.given), all: String(found.given + found.blank) })),
      LCA.bars({ testid: "coverage", axis: false, label: { key: "mine.coverage" }, head: [{ key: "mine.whose" }, { key: "mine.share_of_result" }, ""],
        rows: Object.keys(colors).map((whose) => ({ key: whose, name: { key: `mine.whose.${whose}` }, value: 100 * found[whose], exact: found[whose],
          number: LCA.share(found[whose], 0), color: colors[whose], testid: `coverage ${whose}` })) }));
  }

  function collect(page, view) {
    if (!view.collect.length) return null;
    return LCA.card("collect", { key: "mine.collect" }, null,
      el("p", { class: "lead" }, LCA.say("mine.collect_text")),
      el("ol", { class: "collect", "data-testid": "collect" }, view.collect.map((one) => el("li", { "data-key": one.field },
        el("a", { href: `#${one.field}`, onclick: (event) => { event.preventDefault(); LCA.toField(page, view, one); } }, LCA.upper(LCA.name(one.name))),
        el("span", { "data-value": one.spread }, LCA.say("mine.collect_spread", { spread: LCA.share(one.spread), share: LCA.share(one.share, 0) })),
        el("small", null, LCA.name(one.who))))));
  }

  function balance(view) {
    if (!view.balance.length) return null;
    return LCA.card("balance", { key: "mine.balance" }, null, view.balance.map((one) => {
      const gap = one.sum / one.whole - 1;
      const off = Math.abs(gap) > 0.01;
      return el("p", { class: off ? "warned" : null, "data-key": one.what, "data-testid": `balance ${one.what}`, "data-value": one.sum },
        off ? "! " : "✓ ", LCA.say(`mine.balance.${one.what}`, { sum: LCA.number(one.sum, 4), whole: LCA.number(one.whole, 4), unit: one.unit }));
    }));
  }

  function notes(page, view) {
    if (!view.notes.length) return null;
    return LCA.card("notes", { key: "mine.notes" }, null,
      LCA.fold("notes", { key: "mine.show_notes", values: { count: String(view.notes.length) } }, view.notes.length < 4,
        el("ul", { class: "problems" }, view.notes.map((one) => link(page, view, one)))));
  }

  LCA.mineSide = (page, view) => [sheet(page, view), problems(page, view), coverage(view), balance(view), collect(page, view), notes(page, view)];
}

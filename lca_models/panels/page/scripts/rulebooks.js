// Rules: the steps from one rule set's total to the other's, and what each of them says of every aspect.
{
  const { el } = LCA;
  const LESS = "#00684F", MORE = "#9C3D00", TOTAL = "#52606D";
  const open = new Set();

  const again = (event) => event.currentTarget.dispatchEvent(new CustomEvent("lca-redraw", { bubbles: true }));

  function clause(term) {
    const { source } = term;
    return el("li", { class: "clause", "data-key": `${term.key} ${term.text[0]}` },
      term.statement && el("b", null, LCA.name(term.statement)),
      el("p", null, LCA.name(term.text)),
      el("p", { class: "why" },
        el("span", { class: `tag ${term.decided === "kit" ? "assumed" : "cited"}` }, LCA.say(`rulebook.${term.decided}`)), " ",
        LCA.text(term.confidence), " · ", LCA.say("rulebook.clause", { clause: term.clause })),
      source && el("p", { class: "why" }, LCA.say("rulebook.source"), " ",
        source.address ? el("a", { href: source.address, rel: "noopener noreferrer", target: "_blank" }, source.title) : source.title,
        `, ${source.publisher} ${source.year}`));
  }

  function both(view, aspect) {
    return el("div", { class: "clauses" }, view.sides.map((side, place) =>
      el("section", { "data-key": side.id }, el("h4", null, LCA.text(side.name)),
        aspect.sides[place].length ? el("ul", null, aspect.sides[place].map(clause)) : el("p", { class: "lead" }, LCA.say("rulebook.says_nothing")))));
  }

  function row(axis, { key, name, from, to, number, exact, color, act, expanded, testid }) {
    const low = Math.min(from, to), high = Math.max(from, to);
    return el("tr", { "data-key": key },
      el("th", { scope: "row" }, act ? el("button", { type: "button", class: "lnk", "aria-expanded": String(expanded), onclick: act, "data-testid": `step ${key}` },
        el("i", { "aria-hidden": "true" }, expanded ? "▾ " : "▸ "), name) : el("b", null, name)),
      el("td", { class: "bar" }, el("div", { class: "plot", "aria-hidden": "true" }, axis.ticks.map((tick) => el("u", { style: `left:${axis.at(tick)}%` })),
        el("i", { class: "val", style: `left:${axis.at(low)}%;width:${Math.max(0.3, axis.at(high) - axis.at(low))}%;--c:${color}` }))),
      el("td", { class: "n" }, LCA.output(exact, number, { "data-testid": testid })));
  }

  function steps(page, view) {
    const levels = [...view.sides.map((one) => one.total), ...view.steps.flatMap((one) => [one.start, one.end])];
    const axis = LCA.axis(levels);
    const total = (place) => row(axis, { key: view.sides[place].id, name: LCA.text(view.sides[place].name), from: 0, to: view.sides[place].total, number: LCA.number(view.sides[place].total), exact: view.sides[place].total,
      color: TOTAL, testid: `rules total ${place}` });
    const step = (one) => {
      const expanded = open.has(one.aspect), aspect = view.aspects.find((each) => each.aspect === one.aspect);
      const act = (event) => {
        if (!open.delete(one.aspect)) open.add(one.aspect);
        again(event);
      };
      return [
        row(axis, { key: one.aspect, name: LCA.text(one.name), from: one.start, to: one.end, number: LCA.signed(one.amount, 3), exact: one.amount, color: one.amount > 0 ? MORE : LESS, act, expanded, testid: `rules step ${one.aspect}` }),
        expanded && el("tr", { class: "opened", "data-key": `open ${one.aspect}` }, el("td", { colspan: 3 },
          el("p", { class: "why" }, LCA.say("rulebook.orders", { low: LCA.signed(one.orders[0], 3), high: LCA.signed(one.orders[1], 3) })), both(view, aspect))),
      ];
    };
    return LCA.card("steps", { key: "rulebook.steps" }, LCA.handed(page, [["rules.figure", "page.save.figure"], ["rules.table", "page.save.table"]]),
      el("p", { class: "lead" }, LCA.say("rulebook.steps_text")),
      view.steps.length ? null : el("p", { class: "warned", "data-testid": "rules same" }, LCA.say("rulebook.all_same")),
      el("table", { class: "bars live falls", "data-testid": "rule steps" }, el("caption", { class: "away" }, LCA.say("rulebook.steps")),
        el("thead", null, el("tr", null, el("th", { scope: "col" }, LCA.say("rulebook.step")), el("th", { scope: "col", class: "u" }, LCA.unit(view.unit, view.per)), el("th", { scope: "col", class: "n" }, LCA.say("rulebook.effect")))),
        el("tbody", null, total(0), view.steps.map(step), total(1))),
      el("ul", { class: "key" }, el("li", null, el("i", { class: "k", style: `background:${MORE}` }), LCA.say("rulebook.more")), el("li", null, el("i", { class: "k", style: `background:${LESS}` }), LCA.say("rulebook.less"))));
  }

  const said = (terms) => terms.length
    ? el("ul", null, terms.map((one) => el("li", { "data-key": `${one.key} ${one.text[0]}`, class: one.differs ? "differs" : null }, one.statement ? el("b", null, LCA.colon(LCA.name(one.statement))) : null, LCA.name(one.text),
      el("small", null, LCA.brackets(LCA.say(`rulebook.${one.decided}`))))))
    : el("span", { class: "lead" }, LCA.say("rulebook.says_nothing"));

  function aspects(view) {
    return LCA.card("aspects", { key: "rulebook.aspects" }, null,
      el("div", { class: "scrolled", tabindex: 0, role: "region", "aria-label": LCA.say("rulebook.aspects") },
        el("table", { class: "aspects", "data-testid": "aspects" },
          el("thead", null, el("tr", null, el("th", { scope: "col" }, LCA.say("rulebook.aspect")), view.sides.map((one) => el("th", { scope: "col" }, LCA.text(one.name))),
            el("th", { scope: "col", class: "n" }, LCA.commas(LCA.say("rulebook.effect"), LCA.unit(view.unit, view.per))))),
          el("tbody", null, view.aspects.map((one) => el("tr", { "data-key": one.aspect, "data-testid": `aspect ${one.aspect}` },
            el("th", { scope: "row" }, LCA.text(one.name)), one.sides.map((terms, place) => el("td", { "data-label": LCA.text(view.sides[place].name) }, said(terms))),
            el("td", { class: "n" }, one.same ? el("span", { class: "lead" }, LCA.say("rulebook.same")) : LCA.output(one.effect, LCA.signed(one.effect, 3)))))))));
  }

  LCA.tabs.rules = {
    draw(root, view, page) {
      const late = page.revs.rules !== page.rev;
      LCA.fill(root, el("div", { class: `grid g-side${late ? " late" : ""}`, "aria-busy": late ? "true" : null },
        el("div", { class: "col", "data-key": "choices" }, LCA.card("books", { key: "rulebook.two" }, null,
          LCA.setupField("rules", page),
          LCA.field({ key: "second-rule-set", kind: "choice", label: { key: "field.second_rules" }, value: view.second, choices: view.offer, error: page.errors["second-rule-set"] },
            (code) => page.send({ do: "rules.second", code, field: "second-rule-set" })),
          view.ratio !== null && el("p", { class: "lead", "data-value": view.ratio }, LCA.say("rulebook.ratio", { ratio: LCA.number(view.ratio, 3) })))),
        el("div", { class: "col", "data-key": "books" }, steps(page, view), aspects(view))));
    },
  };
}

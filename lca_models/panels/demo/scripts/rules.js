// Rules as two columns: totals of both rule sets and what each says. The steps between them need other tapes, so they and My
// battery are told where to be found.
"use strict";
(LCA => {
  const { el } = LCA, { choosing, views } = LCA;
  const PER = "kwh-delivered";

  function secondOf(kit, state, books) {
    return [state.second_rules, books.first, ...kit.offer.rules].find(code => kit.offer.rules.includes(code) && code !== state.setup.rules);
  }

  async function rulesView(kit, state) {
    const books = await kit.load("rules"), second = secondOf(kit, state, books), codes = [state.setup.rules, second];
    const setups = codes.map(rules => ({ ...state.setup, rules }));
    await Promise.all(setups.map(kit.open));
    const found = setups.map(setup => views.evaluated(kit, setup)), at = views.unitAt(found[0].pack, PER), { scale, unit } = found[0].pack.data.per[at];
    const totals = found.map(one => one.total * one.factors[at] * scale);
    const aspects = books.aspects.map(({ aspect, name }) => {
      const sides = codes.map(code => books.books[code].terms[aspect] || []);
      const said = sides.map(side => new Map(side.filter(one => one.key).map(one => [one.key, one.value])));
      const told = sides.map((side, place) => side.map(one => ({ ...one, differs: Boolean(one.key) && said[1 - place].get(one.key) !== one.value })));
      return { aspect, name, sides: told };
    }).filter(one => one.sides.some(side => side.length));
    return { unit, per: PER, sides: codes.map((id, place) => ({ id, name: books.books[id].name, total: totals[place] })),
      ratio: totals[0] ? totals[1] / totals[0] : null, aspects, second,
      offer: kit.offer.view.fields.rules.choices.filter(one => one.code !== state.setup.rules) };
  }

  function chooseRules(kit, state, { code }) {
    if (!kit.offer.rules.includes(code) || code === state.setup.rules) choosing.refuse("second-rule-set", "demo.not_offered", { value: String(code).slice(0, 40) });
    return { ...state, second_rules: code };
  }

  const clause = term => el("li", { class: term.differs ? "differs" : null, "data-key": `${term.key} ${term.text[0]}` },
    term.statement && el("b", null, LCA.colon(LCA.name(term.statement))), LCA.name(term.text),
    el("small", null, LCA.brackets(LCA.commas(LCA.say(`rulebook.${term.decided}`), LCA.say("rulebook.clause", { clause: term.clause })))));

  function table(view) {
    return LCA.card("aspects", { key: "rulebook.aspects" }, null,
      el("p", { class: "lead" }, LCA.say("demo.rules_steps")),
      el("div", { class: "scrolled", tabindex: 0, role: "group", "aria-label": LCA.say("rulebook.aspects") },
        el("table", { class: "aspects", "data-testid": "aspects" },
          el("thead", null, el("tr", null, el("th", { scope: "col" }, LCA.say("rulebook.aspect")), view.sides.map(one => el("th", { scope: "col" }, LCA.text(one.name))))),
          el("tbody", null, view.aspects.map(one => el("tr", { "data-key": one.aspect, "data-testid": `aspect ${one.aspect}` },
            el("th", { scope: "row" }, LCA.text(one.name)), one.sides.map((terms, place) => el("td", { "data-label": LCA.text(view.sides[place].name) },
              terms.length ? el("ul", null, terms.map(clause)) : el("span", { class: "lead" }, LCA.say("rulebook.says_nothing"))))))))));
  }

  function totals(view) {
    const rows = view.sides.map((one, place) => ({ key: one.id, name: one.name, value: one.total, exact: one.total, number: LCA.number(one.total), color: LCA.accent,
      testid: `rules total ${place}` }));
    return LCA.card("ruletotals", { key: "demo.rules_totals" }, null,
      LCA.bars({ testid: "rule totals", rows, label: { key: "demo.rules_totals" }, head: [{ key: "field.rules" }, LCA.unit(view.unit, view.per), { key: "page.now" }] }));
  }

  views.tabs.rules = rulesView;
  Object.assign(views.actions, { "rules.second": chooseRules });
  LCA.tabs.rules = {
    draw(root, view, page) {
      const late = page.revs.rules !== page.rev;
      LCA.fill(root, el("div", { class: `grid g-side${late ? " late" : ""}`, "aria-busy": late ? "true" : null },
        el("div", { class: "col", "data-key": "choices" }, LCA.card("books", { key: "rulebook.two" }, null,
          LCA.setupField("rules", page),
          LCA.field({ key: "second-rule-set", kind: "choice", label: { key: "field.second_rules" }, value: view.second, choices: view.offer, error: page.errors["second-rule-set"] },
            code => page.send({ do: "rules.second", code, field: "second-rule-set" })),
          view.ratio !== null && el("p", { class: "lead", "data-value": view.ratio }, LCA.say("rulebook.ratio", { ratio: LCA.number(view.ratio, 3) })))),
        el("div", { class: "col", "data-key": "books" }, totals(view), table(view))));
    },
  };

  views.tabs.mine = () => ({});
  LCA.tabs.mine = {
    draw(root) {
      LCA.fill(root, el("div", { class: "col" }, LCA.card("mine", { key: "page.tab.mine" }, null,
        el("p", null, LCA.say("demo.mine")), el("p", null, LCA.say("demo.mine_how")),
        el("pre", null, el("code", null, "lca-models new --like lfp-60kwh my_pack.xlsx\nlca-models app --sheet my_pack.xlsx")),
        LCA.demo.about.docs && el("p", null, el("a", { href: LCA.demo.about.docs }, LCA.say("demo.install"))))));
    },
  };
})(window.LCA);

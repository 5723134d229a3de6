// The Explorer: choices on the left, the result in the middle, the map and what can be taken along on the right.
{
  const { el } = LCA;
  const COLORS = { "raw material acquisition": "#17508F", manufacturing: "#BF8900", distribution: "#5E1740", recycling: "#0F8571" };
  const stageKey = (stage) => `stage.${stage.replace(/ /g, "_")}`;
  LCA.accent = "#005EA2";
  LCA.stageColor = (stage) => COLORS[stage] || "#7B8794";

  // A field of the setup with its words, from the offer and the state of now.
  LCA.setupField = (name, page) => {
    const spec = page.offer.fields[name], now = page.view.setup.fields[name];
    const choices = spec.of ? spec.of[page.view.setup.fields.instrument.value] : spec.choices;
    const named = choices && choices.map((one) => (one.code || one.name.key !== "page.by_the_rules" ? one : { ...one, name: { key: "page.by_the_rules",
      values: { name: page.view.setup.rules_approach } } }));
    return LCA.field({ ...spec, ...now, key: name, choices: now.also ? [...choices, now.also] : named || choices, error: page.errors[name] },
      (value) => page.send({ do: "set", values: { [name]: value } }));
  };

  function controls(page) {
    return el("form", { class: "card controls o3", "aria-label": LCA.say("page.choices"), "data-key": "controls", onsubmit: (event) => event.preventDefault() },
      Object.entries(page.offer.groups).map(([group, names]) => names.length ? [
        el("h2", { class: "grp", "data-key": `h-${group}` }, LCA.say(`page.group.${group}`)),
        names.map((name) => LCA.setupField(name, page))] : null),
      el("div", { class: "row", "data-key": "row" },
        LCA.button({ key: "page.reset" }, () => page.send({ do: "reset" }), { "data-testid": "reset" }),
        LCA.button({ key: "page.pin" }, () => page.send({ do: "baseline" }), { "data-testid": "baseline" })));
  }

  function stages(page) {
    const { stages: view } = page.view.result;
    const rows = view.rows.map((row) => {
      const net = row.burden + row.credit, before = row.base_burden + row.base_credit;
      return { key: row.stage, name: LCA.upper(LCA.say(stageKey(row.stage))), value: row.burden, credit: row.credit, base: row.base_burden,
        base_credit: row.base_credit, number: LCA.number(net, 3), exact: row.exact, testid: `stage ${row.stage}`,
        change: Math.abs(net - before) <= 1e-12 * Math.abs(before) ? "=" : LCA.signed(net - before, 2),
        color: LCA.stageColor(row.stage), on: () => page.go("where", { row: row.stage }) };
    });
    return LCA.card("stages", { key: "page.stages" },
      LCA.segments(LCA.say("page.show_per"), ["pack", "kwh-capacity", "kwh-delivered", "kg"].map((one) => [one, { key: `page.per.${one}` }]),
        page.view.state.per, (per) => page.send({ do: "per", per })),
      LCA.bars({ testid: "stages", label: { key: "page.stages" }, rows,
        head: [{ key: "page.stage" }, LCA.unit(view.unit, view.per), { key: "page.now" }, { key: "page.change" }] }),
      el("ul", { class: "key" }, el("li", null, el("i", { class: "k box" }), LCA.say("page.baseline")),
        rows.some((row) => row.credit) && el("li", null, el("i", { class: "k hollow" }), LCA.say("page.credit")),
        el("li", null, LCA.say("page.press_a_bar"))));
  }

  function result(page, later, late) {
    return el("section", { class: "card o1", id: "lca-result", "data-key": "result", "aria-label": LCA.say("page.result"), "data-region": "A", "data-rev": page.revs.A },
      LCA.totals(page.view.result, page.view.state.per, later, late), LCA.sure(page, later, late),
      page.view.result.remarks.map((one) => el("p", { class: "note" }, LCA.name(one))));
  }

  function largest(page, later, late) {
    const rows = later.largest.map((one) => ({ key: one.key, name: one.name, tag: LCA.tag(one.kind), value: one.amount, number: LCA.number(one.amount, 3),
      change: LCA.share(one.share), color: LCA.stageColor(one.stage), on: () => page.go("where", { row: one.key }) }));
    return LCA.card("largest", { key: "page.largest_per", values: { unit: LCA.unit(later.map.unit, later.map.per) } },
      el("button", { type: "button", class: "link", onclick: () => page.go("where") }, LCA.say("page.all_of_them")),
      el("div", { class: late ? "late" : null, "aria-busy": late ? "true" : null }, LCA.bars({ testid: "largest", rows, axis: false, label: { key: "page.largest" },
        head: [{ key: "page.purchase" }, "", { key: "page.now" }, { key: "page.share" }] })));
  }

  function places(page, view) {
    const rows = [...view.tiles].sort((one, other) => one.amount - other.amount).map((one) => ({
      key: one.code, name: one.name, value: one.amount, number: LCA.number(one.amount), color: LCA.accent, on: () => page.send({ do: "set", values: { [view.plant]: one.code } }) }));
    return LCA.bars({ testid: "places", rows, axis: false, label: { key: "page.move_the_plant" }, head: [{ key: "page.province" }, LCA.unit(view.unit, view.per), { key: "page.now" }] });
  }

  function map(page, later, late) {
    const { plant } = later.map, spec = page.offer.fields[plant], { off } = page.view.setup.fields[plant], table = page.local.places;
    const choose = (code) => page.send({ do: "set", values: { [plant]: code } });
    return LCA.card("map", { key: "page.move_the_plant" }, LCA.button({ key: table ? "page.tiles" : "page.table" },
      () => { page.local.places = !table; page.redraw(); }, { "data-testid": "places-toggle" }),
      el("p", { class: "lead" }, LCA.say("page.map_values", { unit: LCA.unit(later.map.unit, later.map.per) })),
      LCA.field({ key: "plant", kind: "choice", label: { key: "field.plant" }, value: plant,
        choices: page.offer.plants.map((one) => ({ code: one, name: page.offer.fields[one].label })) },
      (value) => page.send({ do: "plant", plant: value })),
      el("div", { class: late ? "late" : null, "aria-busy": late ? "true" : null, "data-key": "tiles" },
        off && el("p", { class: "amber" }, LCA.say("page.map_same"), " ", LCA.text(off)),
        table ? places(page, later.map) : [LCA.tiles(later.map, page.view.setup.fields[plant].value, LCA.text(spec.label), choose), off ? null : LCA.ramp(later.map)]));
  }

  // Whether the totals are in sight, told once for the element that holds them.
  function watch(page) {
    const result = LCA.find(page, "lca-result");
    if (page.local.watched === result) return;
    page.local.watched = result;
    new IntersectionObserver(([one]) => { page.local.away = !one.isIntersecting; page.redraw(); }).observe(result);
  }

  function take(page) {
    const { saving } = page.local;
    const save = (what) => LCA.button({ key: saving === what ? "page.writing" : `page.save.${what}` },
      () => { page.local.saving = what; page.send({ do: "save", what }); page.redraw(); }, { "data-testid": `save ${what}`, "aria-busy": saving === what ? "true" : null });
    return LCA.card("take", { key: "page.take" }, null,
      el("div", { class: "row" }, ["report", "figure", "table", "scenario"].map(save)),
      el("p", { class: "lead" }, LCA.say("page.command")),
      el("code", { "data-testid": "command" }, page.view.setup.command.map((one, place) => [place ? " " : "", el("span", null, one)])));
  }

  LCA.tabs.explore = {
    draw(root, later, page) {
      const late = page.revs.explore !== page.rev;
      LCA.fill(root, el("div", { class: "grid g-exp" },
        el("div", { class: "col" }, controls(page)),
        el("div", { class: "col" }, result(page, later, late), stages(page), later && later.largest.length ? largest(page, later, late) : null),
        el("div", { class: "col mapcol" }, later ? map(page, later, late) : LCA.waiting({ key: "page.wait" }), take(page))), LCA.mini(page, later));
      watch(page);
    },
  };
}

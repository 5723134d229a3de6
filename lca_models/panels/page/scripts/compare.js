// Compare: the first battery is the setup of the page, the second is changed here; both on the same draws.
{
  const { el } = LCA;
  const FIELDS = ["product", "pack_energy", "cell_plant_province", "instrument", "technology", "green_percent", "recycling_route", "end_of_life_approach", "rules"];
  const FIRST = "#3E6C94", SECOND = "#C2540A"; // the first is lower; the second is

  // Buttons in the head of a card that hand out what it shows.
  LCA.handed = (page, files) => el("span", { class: "row heads" }, files.map(([what, key]) =>
    LCA.button({ key }, () => page.send({ do: what, field: what }), { "data-testid": what, "data-key": what })));

  const start = (page, code) => page.send({ do: "second", start: code, field: "second" });

  function choose(page, view) {
    return LCA.card("choose", { key: "compare.choose" }, null,
      el("p", { class: "lead" }, LCA.say("compare.choose_text")),
      el("div", { class: "row" },
        LCA.button({ key: "compare.copy" }, () => start(page, "mine"), { class: "btn pri", "data-testid": "copy mine", "data-key": "mine" }),
        view.offer.map((one) => LCA.button(one.name, () => start(page, one.code), { "data-testid": `second ${one.code}`, "data-key": one.code }))),
      page.errors.second && el("p", { class: "err", role: "alert" }, page.errors.second));
  }

  function first(page, view) {
    return LCA.card("first", { key: "compare.first" }, null,
      el("p", { "data-testid": "first sentence" }, LCA.rich(view.sides ? view.sides[0].sentence : page.view.setup.sentence)),
      el("div", { class: "row" }, LCA.button({ key: "compare.edit_first" }, () => page.go("explore"), { "data-testid": "edit first" })));
  }

  function field(page, view, name) {
    const spec = page.offer.fields[name], now = view.second.fields[name], key = `second-${name}`;
    if (!spec || !now) return null;
    let choices = spec.of ? spec.of[view.second.fields.instrument.value] : spec.choices;
    if (name === "product") choices = view.offer;
    if (choices) choices = choices.map((one) => (one.code ? one : { ...one, name: { key: "page.by_the_rules", values: { name: view.second.approach } } }));
    const other = page.view.setup.fields[name].value;
    const known = choices && choices.find((one) => one.code === other);
    const note = now.differs && { key: "compare.differs", values: { first: known ? known.name : String(other) } };
    return LCA.field({ ...spec, ...now, key, choices, note, error: page.errors[key] },
      (value) => page.send({ do: "second", change: { [name]: value }, field: key }));
  }

  function second(page, view, wide) {
    return LCA.card("second", { key: "compare.second" }, null,
      el("p", { "data-testid": "second sentence" }, LCA.rich(view.sides[1].sentence)),
      LCA.fold("second fields", { key: "compare.change_second" }, wide, el("form", { class: "controls1", "data-key": "fields", onsubmit: (event) => event.preventDefault() },
        FIELDS.map((name) => field(page, view, name)))),
      el("div", { class: "row", "data-key": "row" },
        LCA.button({ key: "compare.copy" }, () => start(page, "mine"), { "data-testid": "copy mine" }),
        LCA.button({ key: "compare.none" }, () => start(page, ""), { "data-testid": "no second" })),
      page.errors.second && el("p", { class: "err", role: "alert" }, page.errors.second));
  }

  const side = (view, place) => el("div", { class: `tot${place ? " main" : ""}`, "data-key": String(place) },
    el("small", null, LCA.say(place ? "compare.second" : "compare.first")),
    LCA.output(view.sides[place].exact, LCA.number(view.sides[place].total), { "data-testid": `compare total ${place}` }),
    el("small", null, LCA.unit(view.unit, view.per)));

  function totals(view) {
    const sign = view.difference < 0 ? "less" : view.difference > 0 ? "more" : "same";
    return LCA.card("totals", { key: "compare.totals" }, null,
      view.per !== view.asked_per && el("p", { class: "warned", "data-testid": "sizes differ" }, LCA.say("compare.sizes_differ")),
      el("div", { class: "totals pair" }, side(view, 0), side(view, 1),
        el("div", { class: "tot", "data-key": "difference" }, el("small", null, LCA.say("compare.difference")),
          LCA.output(view.difference, LCA.signed(view.difference, 3), { "data-testid": "compare difference" }),
          el("small", { class: `chg ${sign}` }, view.share === null || !view.difference ? LCA.say(`compare.${sign}`)
            : `${LCA.percent(view.share)} · ${LCA.say(`compare.${sign}`)}`))));
  }

  function stages(page, view) {
    const rows = view.stages.map((row) => {
      const net = row.burden + row.credit, before = row.first_burden + row.first_credit;
      return { key: row.stage, name: LCA.upper(LCA.say(`stage.${row.stage.replace(/ /g, "_")}`)), value: row.burden, credit: row.credit, base: row.first_burden,
        base_credit: row.first_credit, number: LCA.number(net, 3), exact: net, color: LCA.stageColor(row.stage), testid: `compare ${row.stage}`,
        change: Math.abs(net - before) <= 1e-9 * Math.abs(before) ? "=" : LCA.signed(net - before, 2) };
    });
    return LCA.card("pairstages", { key: "page.stages" }, LCA.handed(page, [["compare.table", "page.save.table"]]),
      LCA.bars({ testid: "compare stages", label: { key: "page.stages" }, rows,
        head: [{ key: "page.stage" }, LCA.unit(view.unit, view.per), { key: "compare.second" }, { key: "compare.difference" }] }),
      el("ul", { class: "key" }, el("li", null, el("i", { class: "k box" }), LCA.say("compare.first_dashed")),
        rows.some((row) => row.credit || row.base_credit) && el("li", null, el("i", { class: "k hollow" }), LCA.say("page.credit"))));
  }

  function sure(page, view) {
    const found = view.sure, firstLower = found.first_lower >= found.second_lower;
    if (found.equal === 1) return LCA.card("sure", { key: "compare.sure" }, null, el("p", { "data-testid": "sure" }, LCA.say("compare.all_equal")));
    const share = 100 * Math.max(found.first_lower, found.second_lower);
    const rows = found.bins.map((bin) => ({ key: String(bin.low), name: LCA.say("compare.from_to", { low: LCA.signed(bin.low, 3), high: LCA.signed(bin.high, 3) }), value: bin.count, exact: bin.count,
      number: String(bin.count), color: bin.high <= 0 ? SECOND : FIRST }));
    return LCA.card("sure", { key: "compare.sure" }, LCA.handed(page, [["compare.figure", "page.save.figure"], ["compare.draws", "page.save.table"]]),
      el("p", { class: "big", "data-testid": "sure", "data-value": found.first_lower },
        share === 100
          ? LCA.say(firstLower ? "compare.first_always" : "compare.second_always", { n: LCA.number(found.n) })
          : LCA.say(firstLower ? "compare.first_lower" : "compare.second_lower", { share: share > 99 ? { key: "compare.more_than", values: { share: "99" } } : String(Math.round(share)) })),
      el("p", { class: "lead" }, LCA.say("compare.draws", { n: LCA.number(found.n), median: LCA.signed(found.median, 3), low: LCA.signed(found.low, 3), high: LCA.signed(found.high, 3), unit: LCA.unit(view.unit, view.per) })),
      el("div", { class: "hist", "data-key": "hist" }, LCA.bars({ testid: "differences", axis: false, label: { key: "compare.histogram" }, rows,
        head: [{ key: "compare.difference" }, { key: "compare.draws_unit", values: { unit: LCA.unit(view.unit, view.per) } }, { key: "compare.count" }] })),
      el("ul", { class: "key" }, el("li", null, el("i", { class: "k", style: `background:${FIRST}` }), LCA.say("compare.key_first")),
        el("li", null, el("i", { class: "k", style: `background:${SECOND}` }), LCA.say("compare.key_second"))));
  }

  function even(view) {
    const { points, first_lower, equal } = view.break_even, names = [{ key: "compare.the_first" }, { key: "compare.the_second" }];
    const [lower, other] = first_lower ? names : [...names].reverse();
    const shares = points.map((one) => LCA.share(one.share, 0)).join(LCA.say("compare.and"));
    const words = equal ? LCA.say("compare.even_always") : points.length ? LCA.say("compare.even_at", { share: shares, lower, other }) : LCA.say("compare.even_never", { lower, other });
    return LCA.card("even", { key: "compare.even" }, null, el("p", { "data-testid": "break even", "data-value": points.length ? points[0].share : null }, LCA.upper(words)));
  }

  LCA.tabs.compare = {
    draw(root, view, page) {
      const late = page.revs.compare !== page.rev;
      if (!view.second) return LCA.fill(root, el("div", { class: "grid g-cmp0" }, choose(page, view), first(page, view)));
      LCA.fill(root, el("div", { class: `grid g-cmp${late ? " late" : ""}`, "aria-busy": late ? "true" : null },
        el("div", { class: "col p1", "data-key": "one" }, first(page, view)),
        el("div", { class: "col p3", "data-key": "both" }, totals(view), stages(page, view), sure(page, view), even(view)),
        el("div", { class: "col p2", "data-key": "two" }, second(page, view, root.clientWidth > 860))));
    },
  };
}

// The provenance of one number: a card beside the tree, a sheet on a phone. Esc or × closes it and returns to its row.
{
  const { el } = LCA;

  function close(page) {
    const local = page.local.where || (page.local.where = {});
    local.back = true;
    page.send({ do: "where.close" });
  }

  const fact = (key, ...content) => [el("dt", null, LCA.say(`where.fact.${key}`)), el("dd", null, ...content)];
  const withUnit = (value, unit) => `${LCA.number(value, 4)}${unit ? `\u00a0${unit}` : ""}`;
  // Words of a table that stand in English alone, said to be so for whoever reads aloud.
  const english = (words) => (LCA.language === "en" || words[0] !== words[1] ? LCA.name(words) : el("span", { lang: "en" }, words[0]));

  function formula(view, page) {
    return el("span", { class: "formula" }, view.formula.map((one, place) => typeof one === "string" ? ` ${one} `
      : el("button", { type: "button", class: "term", "data-key": `${one.parameter} ${place}`, "data-testid": `parameter ${one.parameter}`,
        title: withUnit(one.value, one.unit), onclick: () => page.send({ do: "where.parameter", parameter: one.parameter }) },
      LCA.name(one.words), el("span", { class: "away" }, LCA.brackets(LCA.commas(withUnit(one.value, one.unit), LCA.say(`kind.${one.kind}`)))))));
  }

  const source = ({ title, publisher, year, address }) => [
    address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer", "data-testid": "source" }, title) : title,
    `${publisher ? `, ${publisher}` : ""}${year && !title.includes(year) ? ` (${year})` : ""}`];

  function quality(scores, page) {
    const local = page.local.where || (page.local.where = {});
    return [scores.join("-"), " ",
      el("button", { type: "button", class: "term", "aria-expanded": String(Boolean(local.quality)),
        onclick: () => { local.quality = !local.quality; page.redraw(); } }, LCA.say("where.what_is_this")),
      local.quality && el("ul", { class: "meaning" }, el("li", null, LCA.say("where.quality")),
        scores.map((score, place) => el("li", null, LCA.colon(LCA.say(`where.quality.${place + 1}`), score))))];
  }

  function dots(one) {
    const values = [one.here, ...one.points.map((point) => point.value)];
    const least = Math.min(...values), most = Math.max(...values), room = 0.12 * (most - least) || 1;
    const at = (value) => `${(100 * (value - least + room)) / (most - least + 2 * room)}%`;
    return el("div", { class: "measure", "data-key": one.measure },
      el("p", { class: "lead" }, LCA.say(`where.measure.${one.measure}`, { unit: one.unit === "1" ? "" : one.unit })),
      el("div", { class: "dots", "aria-hidden": "true" }, one.points.map((point) => el("i", { style: `left:${at(point.value)}` })),
        el("i", { class: "me", style: `left:${at(one.here)}` })),
      el("ul", { class: "pub" }, one.points.map((point) => el("li", null, el("i", { class: "dot", "aria-hidden": "true" }), el("b", null, LCA.number(point.value, 3)), " ", LCA.text(point.name))),
        el("li", null, el("i", { class: "dot me", "aria-hidden": "true" }), el("b", null, LCA.output(one.here, LCA.number(one.here, 3))), " ", LCA.say("where.this_kit"))));
  }

  function own(view, page) {
    const { parameter, value, low, high, unit, is_own: isOwn } = view.own, key = `own ${parameter}`, error = page.errors[key];
    const range = low !== null && high !== null ? LCA.say("where.limits", { low: LCA.number(low, 4), high: LCA.number(high, 4), unit }) : "";
    const send = (typed) => page.send({ do: "where.own", parameter, field: key, value: typed });
    return el("form", { class: `own${error ? " bad" : ""}`, "data-key": key, onsubmit: (event) => { event.preventDefault(); send(event.currentTarget.querySelector("input").value); } },
      el("label", { for: "lca-own" }, LCA.say("where.own_value")),
      el("div", { class: "row" },
        el("span", { class: "num" }, el("input", { id: "lca-own", type: "text", inputmode: "decimal", autocomplete: "off", "data-key": "typed", "data-testid": "own", "aria-invalid": error ? "true" : null,
          "aria-describedby": error ? "lca-own-error" : "lca-own-range", oninput: (event) => { event.target.dataset.held = "yes"; }, onblur: (event) => { delete event.target.dataset.held; },
          value: String(Number(value.toPrecision(12))) }), unit && el("small", { "aria-hidden": "true" }, unit)),
        el("button", { type: "submit", class: "btn pri", "data-testid": "use own" }, LCA.say("where.use_own")),
        isOwn && LCA.button({ key: "where.as_before" }, () => send(""), { "data-testid": "not own" })),
      range && el("small", { id: "lca-own-range" }, range),
      error && el("p", { class: "err", id: "lca-own-error", role: "alert" }, error));
  }

  function actions(view, page) {
    const figures = view.formula.filter((one) => typeof one !== "string");
    return el("div", { class: "acts" },
      view.own && own(view, page),
      view.of === "row" && (figures.length
        ? el("p", { class: "lead" }, LCA.say("where.own_through"), " ", figures.map((one, place) => [place ? " · " : "",
          el("button", { type: "button", class: "term", "data-key": `figure ${one.parameter}`, onclick: () => page.send({ do: "where.parameter", parameter: one.parameter }) }, LCA.name(one.words))]))
        : el("p", { class: "lead" }, LCA.say("where.own_fixed"))),
      view.supplier && el("div", { class: "row" }, LCA.button({ key: "where.by_supplier" }, () => page.send({ do: "mine.supplier", replaces: view.supplier }), { "data-testid": "by supplier" })));
  }

  const dashed = (code) => code.toLowerCase().replaceAll("_", "-");

  // Where a row or a parameter stands on the site of the documentation, from its folder `inventories` on.
  LCA.placeOnSite = ({ of, row }) => of === "row" ? `processes/${row.process}.html#${dashed(row.process)}--${dashed(row.input)}`
    : `parameters/${row.table.split("/").pop().replace(/\.csv$/, "")}.html#${dashed(row.process)}`;

  // The place of a row in the tables; it leads to the site where the page was made beside one.
  function rowLink(view) {
    const { row } = view, docs = LCA.demo && LCA.demo.about.docs;
    const words = el("code", { class: "key" }, view.of === "row" ? `${row.table}: ${row.process} > ${row.input}` : `${row.table}: ${row.process}`);
    return docs && row.table ? el("a", { href: `${docs.replace(/[^/]*$/, "")}inventories/${LCA.placeOnSite(view)}`, "data-testid": "row on site" }, words) : words;
  }

  LCA.provenance = (view, page) => {
    const { row } = view;
    const stroke = (event) => { if (event.key === "Escape") { event.stopPropagation(); close(page); } };
    return el("aside", { class: "pop", role: "dialog", id: "lca-provenance", "aria-labelledby": "lca-provenance-heading", "data-key": "provenance", "data-testid": "provenance", onkeydown: stroke },
      el("div", { class: "hd top0" },
        el("div", null, view.path.length ? el("p", { class: "crumb" }, LCA.upper(view.path.map(LCA.text).join(" › "))) : null,
          view.back && el("button", { type: "button", class: "term", "data-testid": "back", onclick: () => page.send({ do: "where.close", back: true }) }, LCA.say("where.back"))),
        el("button", { type: "button", class: "x", "aria-label": LCA.say("where.close"), "data-testid": "close", onclick: () => close(page) }, "×")),
      el("h2", { id: "lca-provenance-heading", class: "big", tabindex: -1 },
        el("span", { class: "what" }, LCA.text(view.name)),
        LCA.output(view.value, view.per ? LCA.say("where.value", { value: LCA.number(view.value, 4), unit: view.unit, per_unit: view.per.unit, product: view.per.name })
          : withUnit(view.value, view.unit), { "data-testid": "value" })),
      el("p", null, LCA.tag(view.kind), " ", el("span", null, LCA.text(view.sentence))),
      el("dl", { class: "facts" },
        view.adds && fact("adds", el("b", null, LCA.output(view.adds.amount, LCA.number(view.adds.amount, 4))), ` ${LCA.commas(LCA.unit(view.adds.unit, view.adds.per), LCA.share(view.adds.share))}`),
        view.formula.length > 0 && fact("formula", formula(view, page)),
        view.source && fact("source", ...source(view.source)),
        view.place && fact("place", english(view.place)),
        view.printed && fact("printed", english(view.printed)),
        view.source && view.source.licence && fact("licence", english(view.source.licence)),
        view.why && fact("why", english(view.why)),
        view.note && fact("note", english(view.note)),
        view.quality && fact("quality", ...quality(view.quality, page)),
        fact("row", rowLink(view))),
      view.others.length > 0 && el("section", { class: "others" }, el("h3", null, LCA.say("where.others")), view.others.map(dots)),
      actions(view, page));
  };
}

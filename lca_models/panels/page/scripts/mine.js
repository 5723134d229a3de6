// My battery: five steps on the left; the sheet, what is wrong, whose data it rests on and what to collect next on the right.
{
  const { el } = LCA;

  const send = (page, act, more) => page.send({ do: `mine.${act}`, ...more });

  function setter(page, id) {
    const [sheet, ...rest] = id.split(".");
    return (column, text) => send(page, "set", { sheet, key: rest.join("."), column, text, field: id });
  }

  function group(page, view, one) {
    const head = { key: `mine.group.${one.key}` };
    const body = one.table
      ? LCA.sheetRows(one.table, view.lists, (row, column, text) => send(page, "set", { sheet: one.table.sheet, row, column, text, field: `${one.table.sheet}.${row}.${column}` }),
        (row) => send(page, "remove", { sheet: one.table.sheet, row, field: `${one.table.sheet}.${row}` }))
      : el("div", { class: "cells", "data-key": `cells ${one.key}` }, one.fields.map((field) => LCA.sheetField(field, view.lists, setter(page, field.field))));
    const given = one.table ? one.table.rows.length : one.fields.filter((field) => field.text).length;
    const said = given ? { key: "mine.group_given", values: { name: head, count: String(given) } } : head;
    return el("div", { class: "sheetgroup", "data-key": `group ${one.key}` },
      one.folded ? LCA.fold(`group ${one.key}`, said, false, body) : [el("h3", null, LCA.text(head)), body]);
  }

  const signs = { done: "✓", wrong: "!", open: "" };

  function summary(view, step) {
    if (step.summary) return [step.summary.name, LCA.name(step.summary.chemistry), step.summary.rated_energy, step.summary.pack_mass].reduce((all, one) => LCA.commas(all, one), "");
    return step.given ? LCA.say("mine.given", { count: String(step.given) }) : LCA.say("mine.nothing_given");
  }

  function step(page, view, one, place) {
    const open = one.key === view.step;
    return el("li", { class: `step ${one.state}${open ? " open" : ""}`, "data-key": one.key, "data-testid": `step ${one.key}` },
      el("b", { "aria-hidden": "true" }, signs[one.state] || String(place + 1)),
      el("div", { class: "stepbody" },
        el("h3", null, el("button", { type: "button", class: "lnk", "aria-expanded": String(open), "data-key": "open", onclick: () => send(page, "step", { step: open ? "" : one.key }) },
          LCA.say(`mine.step.${one.key}`)), one.state === "wrong" ? el("em", { class: "wrong" }, LCA.say("mine.has_problems")) : null),
        el("p", { class: "lead" }, summary(view, one)),
        open && one.groups.map((each) => group(page, view, each)),
        open && one.key === "evidence" ? report(page, view) : null));
  }

  function report(page, view) {
    return el("div", { class: "sheetgroup", "data-key": "report" }, el("h3", null, LCA.say("mine.report")), el("p", { class: "lead" }, LCA.say("mine.report_text")),
      view.file && el("code", { "data-testid": "own command" }, `lca-models footprint ${view.file.name.replace(/\.[a-z]+$/, ".xlsx")} --out results`));
  }

  // Opens the step and the fold that hold a field, and goes there.
  LCA.toField = (page, view, field) => {
    const found = view.steps.find((one) => one.key === (field.step || field)) || view.steps[0];
    page.local.aim = field.field;
    if (found.key !== view.step) send(page, "step", { step: found.key });
    else page.redraw();
  };

  function aim(root, page, view) {
    const wanted = page.local.aim;
    if (!wanted) return;
    for (const one of view.steps) for (const each of one.groups || [])
      if (each.folded && ((each.fields || []).some((field) => wanted.startsWith(field.field)) || (each.table && wanted.startsWith(`${each.table.sheet}.`))))
        LCA.unfold(`group ${each.key}`, true);
    const month = /^(meters|output)\.(\d+)\.(?:good\.|started\.)?\d{4}-\d\d$/.exec(wanted);
    if (month) LCA.unfold(`months ${month[1]}.${month[2]}`, true);
    delete page.local.aim;
    LCA.tabs.mine.draw(root, view, page);
    const parts = wanted.split(".");
    for (let length = parts.length; length > 1; length -= 1) {
      const field = root.querySelector(`[data-field="${CSS.escape(parts.slice(0, length).join("."))}"]`);
      const input = field && field.querySelector("input, select");
      if (input) return input.focus();
    }
  }

  LCA.tabs.mine = {
    draw(root, view, page) {
      LCA.fill(root, el("div", { class: "grid g-two" },
        el("div", { class: "col", "data-key": "steps" }, LCA.card("steps", { key: "mine.five_steps" }, null,
          el("p", { class: "lead" }, LCA.say(view.calculable ? "mine.lead_own" : view.own ? "mine.lead_wrong" : "mine.lead", { name: view.archetype.name })),
          el("ol", { class: "steps" }, view.steps.map((one, place) => step(page, view, one, place))))),
        el("div", { class: "col", "data-key": "beside" }, LCA.mineSide(page, view))));
      aim(root, page, view);
    },
  };
}

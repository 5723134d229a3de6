// Cells of a data sheet: one field with its unit and basis, what stands there while it is blank, and what is wrong with it.
{
  const { el } = LCA;
  const unfolded = new Set();

  const again = (event) => event.currentTarget.dispatchEvent(new CustomEvent("lca-redraw", { bubbles: true }));

  // Whether a part is open, and the button that opens and closes it; on the page alone.
  LCA.isUnfolded = (key, open = false) => unfolded.has(key) !== open;

  LCA.foldButton = (key, said, open = false, more = {}) => {
    const shown = LCA.isUnfolded(key, open);
    const toggle = (event) => {
      if (!unfolded.delete(key)) unfolded.add(key);
      again(event);
    };
    return el("button", { type: "button", class: "fold", "data-key": `fold ${key}`, "data-testid": `fold ${key}`, "aria-expanded": String(shown), onclick: toggle, ...more },
      el("i", { "aria-hidden": "true" }, shown ? "▾" : "▸"), LCA.text(said));
  };

  LCA.fold = (key, said, open, ...body) => [LCA.foldButton(key, said, open), LCA.isUnfolded(key, open) && body];

  LCA.unfold = (key, open) => { if (unfolded.has(key) === open) unfolded[open ? "delete" : "add"](key); };

  // A sheet and cell, or a path with its line, in words.
  LCA.placeOf = (place) => place.replace(/ \(line (\d+)\)/, (whole, line) => LCA.say("mine.line", { line }));

  // What is said of a cell, with the sheet and cell that it is about.
  LCA.remarks = (id, remarks) =>
    remarks.map((one, place) =>
      el("p", { id: `${id}-r${place}`, class: one.severity === "error" ? "err" : "warned", role: one.severity === "error" ? "alert" : null },
        LCA.name(one.text), " ", el("small", null, LCA.placeOf(one.place))));

  const blank = (field) => {
    const { archetype } = field;
    if (!archetype) return LCA.say("mine.blank_free");
    if (archetype.name) return LCA.say("mine.blank", { value: archetype.name });
    const unit = archetype.unit && !field.units ? ` ${archetype.unit}` : ""; // where a unit stands beside it, it is that one
    return LCA.say("mine.blank", { value: `${LCA.number(archetype.value, 3)}${unit}` });
  };

  // A list or a text, whichever a cell takes. spec: {id, key, kind, list, text, empty, described, bad, label}; `take(text)`.
  LCA.cell = (spec, lists, take) => {
    const common = { id: spec.id, "data-key": "cell", "data-testid": spec.testid, "aria-invalid": spec.bad ? "true" : null,
      "aria-describedby": spec.described || null, "aria-label": spec.label || null, title: spec.title || null, "data-blank": spec.text ? null : "true" };
    const choices = spec.list && lists[spec.list];
    if (choices) {
      const known = choices.some((one) => one.code === spec.text) || !spec.text;
      return el("select", { ...common, onchange: (event) => take(event.target.value), value: spec.text },
        el("option", { value: "" }, spec.empty || "\u2013"),
        known ? null : el("option", { value: spec.text }, spec.text),
        choices.map((one) => el("option", { value: one.code }, LCA.name(one.name))));
    }
    const held = (event) => { event.target.dataset.held = "yes"; };
    return el("input", { ...common, type: "text", inputmode: spec.kind === "number" || spec.kind === "whole" ? "decimal" : null, autocomplete: "off",
      spellcheck: "false", maxlength: 2000, placeholder: spec.empty || null, value: spec.text, oninput: held,
      onchange: (event) => { delete event.target.dataset.held; take(event.target.value); } });
  };

  const few = (id, label, value, options, take) =>
    el("select", { id, "aria-label": label, "data-key": id, value, onchange: (event) => take(event.target.value) },
      options.map(([code, words]) => el("option", { value: code }, words)));

  // A field of a sheet; `set(column, text)` hears what a person does.
  LCA.sheetField = (field, lists, set) => {
    const id = `lca-m-${field.field.replace(/[^a-z0-9_.-]/gi, "_")}`, remarks = LCA.remarks(id, field.remarks);
    const described = remarks.map((one) => one.id).join(" ");
    const bad = field.remarks.some((one) => one.severity === "error");
    const basis = field.list_of_basis && lists[field.list_of_basis];
    const beside = field.beside || {}, kinds = lists.source_kinds || [];
    const said = beside.source_kind && kinds.find((one) => one.code === beside.source_kind);
    const more = `more ${field.field}`;
    return el("div", { class: `field cellfield ${field.tag || ""}${bad ? " bad" : ""}`, "data-key": field.field, "data-field": field.field },
      el("div", { class: "cellhead" },
        el("label", { for: id }, LCA.upper(LCA.name(field.name))), field.needed && !field.text ? el("em", null, LCA.say("mine.needed")) : null,
        field.tag && field.tag !== "text" ? LCA.tag(field.tag) : null,
        LCA.foldButton(more, said ? said.name : { key: field.text ? "mine.more" : "mine.help" }, false,
          { class: said || field.text ? "fold" : "hint", "aria-label": LCA.colon(LCA.name(field.name), said ? LCA.name(said.name) : LCA.say(field.text ? "mine.more" : "mine.what")) })),
      el("div", { class: "cellrow" },
        LCA.cell({ ...field, id, testid: `cell ${field.field}`, described, bad, empty: blank(field), title: LCA.name(field.help) }, lists, (text) => set("yours", text)),
        field.units && few(`${id}-unit`, LCA.say("mine.unit"), field.unit, [...new Set([...field.units, field.unit])].map((one) => [one, one]), (text) => set("unit", text)),
        basis && few(`${id}-basis`, LCA.say("mine.basis"), field.basis, basis.map((one) => [one.code, LCA.name(one.name)]), (text) => set("basis", text))),
      remarks,
      LCA.isUnfolded(more) && el("div", { class: "beside", "data-key": "beside" },
        el("p", { class: "why" }, LCA.name(field.help)),
        field.beside && field.text && "source_kinds" in lists ? [
          el("label", { for: `${id}-kind` }, LCA.say("mine.source_kind")),
          LCA.cell({ id: `${id}-kind`, list: "source_kinds", text: beside.source_kind || "" }, lists, (text) => set("source_kind", text)),
          el("label", { for: `${id}-evidence` }, LCA.say("mine.evidence_id")),
          LCA.cell({ id: `${id}-evidence`, text: beside.evidence_id || "" }, lists, (text) => set("evidence_id", text)),
          el("label", { for: `${id}-note` }, LCA.say("mine.note")),
          LCA.cell({ id: `${id}-note`, text: beside.note || "" }, lists, (text) => set("note", text)),
        ] : null));
  };
}

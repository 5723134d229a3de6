// One field of the setup: a list, or a slider beside a number that can be typed; with its unit, why it is off, what is wrong.
{
  const { el } = LCA;

  // spec: {key, label, kind: choice|number, choices: [{code, name}], value, lowest, highest, step, unit, off, error, yours,
  // note, digits}; `choose(value)` hears what a person does.
  LCA.field = (spec, choose) => {
    const id = `lca-f-${spec.key}`, notes = [];
    if (spec.off) notes.push(el("small", { class: "why", id: `${id}-why` }, LCA.text(spec.off)));
    if (spec.note) notes.push(el("small", { class: "why", id: `${id}-note` }, LCA.text(spec.note)));
    if (spec.error) notes.push(el("p", { class: "err", id: `${id}-error`, role: "alert" }, LCA.text(spec.error)));
    const described = notes.map((one) => one.id).join(" ") || null;
    const common = { id, "data-testid": `field ${spec.key}`, "aria-describedby": described, "aria-invalid": spec.error ? "true" : null,
      "aria-disabled": spec.off ? "true" : null };
    return el("div", { class: `field${spec.off ? " off" : ""}${spec.error ? " bad" : ""}`, "data-key": `field-${spec.key}` },
      el("div", { class: "named" }, el("label", { for: id }, LCA.text(spec.label)), LCA.hint(spec.key, spec.label), spec.yours && LCA.tag("yours")),
      LCA.meaning(spec.key),
      spec.kind === "choice" ? list(spec, common, choose) : amount(spec, common, choose), notes);
  };

  function list(spec, common, choose) {
    return el("select", { ...common, class: "select", onchange: (event) => choose(event.target.value), value: spec.value },
      spec.choices.map((one) => el("option", { value: one.code, "data-key": one.code || "none" }, LCA.text(one.name))));
  }

  const plain = (value, digits) => String(Number(Number(value).toPrecision(digits || 12)));

  function amount(spec, common, choose) {
    const held = (event) => { event.target.dataset.held = "yes"; };
    const left = (event) => { delete event.target.dataset.held; event.target.dispatchEvent(new CustomEvent("lca-redraw", { bubbles: true })); };
    const typed = (event) => { delete event.target.dataset.held; choose(event.target.value); };
    const share = (100 * (spec.value - spec.lowest)) / (spec.highest - spec.lowest);
    return el("div", { class: "sl" },
      el("input", { type: "range", min: spec.lowest, max: spec.highest, step: spec.step, class: "range", "data-key": "range",
        "data-testid": `range ${spec.key}`, "aria-label": LCA.text(spec.label), "aria-describedby": common["aria-describedby"],
        "aria-valuetext": `${plain(spec.value, 6)} ${spec.unit}`, style: `--at:${Math.max(0, Math.min(100, share))}%`,
        onpointerdown: held, onpointerup: left, oninput: (event) => choose(Number(event.target.value)), value: String(spec.value) }),
      el("span", { class: "num" },
        el("input", { ...common, type: "text", inputmode: "decimal", autocomplete: "off", size: 6, "data-key": "typed",
          oninput: held, onchange: typed, onblur: left, value: plain(spec.value, spec.digits) }),
        el("small", { "aria-hidden": "true" }, spec.unit)));
  }
}

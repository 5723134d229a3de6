// Small pieces that every tab uses: buttons, tags of evidence, terms that explain themselves, one choice among a few.
{
  const { el } = LCA;

  LCA.button = (said, act, more = {}) =>
    el("button", { type: "button", class: "btn", onclick: act, ...more }, LCA.text(said));

  // A number with every digit behind its text.
  LCA.output = (value, text, more = {}) => el("output", { "data-value": value, ...more }, text);

  // What kind of evidence a value rests on: yours, supplier, cited, calculated, assumed, archetype.
  LCA.tag = (kind, said) => el("span", { class: `tag ${kind}` }, said ? LCA.text(said) : LCA.say(`kind.${kind}`));

  const open = new Set();

  // A word that says what it means when pressed; words `term.KEY`, explanation `term.KEY.text`.
  LCA.term = (key, said) => {
    const toggle = (event) => {
      if (!open.delete(key)) open.add(key);
      event.currentTarget.dispatchEvent(new CustomEvent("lca-redraw", { bubbles: true }));
    };
    return el("span", { class: "explained" },
      el("button", { type: "button", class: "term", "aria-expanded": String(open.has(key)), onclick: toggle },
        said ? LCA.text(said) : LCA.say(`term.${key}`)),
      open.has(key) && el("span", { class: "meaning", role: "note" }, LCA.say(`term.${key}.text`)));
  };

  // A question mark beside a word, for those who ask; its meaning is drawn where `LCA.meaning` stands. Nothing without words.
  LCA.hint = (key, said) => {
    if (!LCA.has(`term.${key}.text`)) return null;
    const toggle = (event) => {
      if (!open.delete(key)) open.add(key);
      event.currentTarget.dispatchEvent(new CustomEvent("lca-redraw", { bubbles: true }));
    };
    return el("button", { type: "button", class: "hint", "data-testid": `hint ${key}`, "aria-expanded": String(open.has(key)),
      "aria-label": LCA.say("page.what_is", { name: said }), onclick: toggle }, "?");
  };
  LCA.meaning = (key) => (open.has(key) ? el("span", { class: "meaning", role: "note" }, LCA.say(`term.${key}.text`)) : null);

  // One of a few, as buttons side by side: one stop of the keyboard, arrows choose.
  LCA.segments = (label, options, chosen, choose) => {
    const move = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const all = [...event.currentTarget.children];
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      next.focus();
      next.click();
    };
    return el("div", { class: "seg", role: "radiogroup", "aria-label": label, onkeydown: move },
      options.map(([code, words]) =>
        el("button", { type: "button", role: "radio", "data-key": code, "aria-checked": String(code === chosen),
          tabindex: code === chosen ? 0 : -1, onclick: () => choose(code) }, LCA.text(words))));
  };

  // A card with a heading and what stands beside it.
  LCA.card = (key, heading, beside, ...body) =>
    el("section", { class: `card c-${key}`, "data-key": `card-${key}`, "aria-labelledby": `lca-h-${key}` },
      el("div", { class: "hd" }, el("h2", { id: `lca-h-${key}` }, LCA.text(heading)), beside || null), ...body);

  LCA.waiting = (said) => el("p", { class: "lead waiting", role: "status" }, LCA.text(said));
}

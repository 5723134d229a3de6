// The frame around the tabs: name, language, tabs, the setup as a sentence with what can be done to it, messages.
{
  const { el } = LCA;
  const SHELL = new Set(["open", "save", "tab", "address", "undo", "redo", "reset", "baseline", "per", "language", "more", "hello"]);
  const NAMES = ["mine", "explore", "where", "matters", "compare", "rules"];

  const mark = () =>
    el("svg", { width: 26, height: 26, viewBox: "0 0 26 26", "aria-hidden": "true" },
      el("rect", { x: 2, y: 5, width: 20, height: 16, rx: 3, fill: "none", stroke: "#005EA2", "stroke-width": 2.4 }),
      el("rect", { x: 23, y: 10, width: 2.4, height: 6, fill: "#005EA2" }), el("rect", { x: 5.5, y: 13, width: 3.2, height: 5, fill: "#0F8571" }),
      el("rect", { x: 10.3, y: 10.5, width: 3.2, height: 7.5, fill: "#BF8900" }), el("rect", { x: 15.1, y: 8, width: 3.2, height: 10, fill: "#17508F" }));

  const language = (page, code, tag, words) =>
    el("button", { type: "button", lang: tag, "data-key": code, "aria-pressed": String(LCA.language === code), onclick: () => page.speak(code) }, words);

  function tabKeys(event) {
    const all = [...event.currentTarget.children], at = all.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = all[(next + all.length) % all.length];
    for (const one of all) one.tabIndex = one === tab ? 0 : -1;
    tab.focus();
  }

  // The open tab in the middle of a narrow list, once for each tab that opens.
  function centre(page) {
    if (page.local.centred === page.tab) return;
    page.local.centred = page.tab;
    const tab = LCA.find(page, `lca-t-${page.tab}`), list = tab && tab.parentNode;
    if (list) list.scrollLeft += tab.getBoundingClientRect().left - list.getBoundingClientRect().left - (list.clientWidth - tab.offsetWidth) / 2;
  }

  function head(page) {
    return el("header", { "data-key": "header" },
      el("div", { class: "wrap top" }, el("h1", { class: "brand" }, mark(), LCA.say("page.title")), el("span", { class: "grow" }),
        el("div", { class: "lang", role: "group", "aria-label": "Language / 语言" }, language(page, "en", "en", "English"), language(page, "zh", "zh-Hans", "中文"))),
      el("nav", { class: "wrap", "aria-label": LCA.say("page.views") },
        el("div", { class: "tabs", role: "tablist", "aria-label": LCA.say("page.views"), onkeydown: tabKeys }, page.names.map((name) =>
          el("button", { type: "button", role: "tab", id: `lca-t-${name}`, "data-key": name, "data-testid": `tab ${name}`, "aria-controls": `lca-p-${name}`,
            "aria-selected": String(name === page.tab), tabindex: name === page.tab ? 0 : -1, onclick: () => page.go(name, { stay: true }) },
          LCA.say(`page.tab.${name}`))))));
  }

  function strip(page) {
    const { setup, state } = page.view;
    const act = (key, message, more) => LCA.button({ key: `page.${key}` }, () => page.send(message), { "data-testid": key, ...more });
    return el("section", { class: "wrap setup", role: "region", "aria-label": LCA.say("page.setup"), "data-key": "setup" },
      el("p", { "data-testid": "sentence" }, LCA.rich(setup.sentence), setup.category && [LCA.say("unit.comma"), el("b", { "data-testid": "category" }, LCA.name(setup.category))], " ", setup.yours ? LCA.tag("yours", { key: "page.yours", values: { count: String(setup.yours) } }) : null),
      el("div", { class: "acts" }, act("undo", { do: "undo" }, { disabled: !state.undo }), act("redo", { do: "redo" }, { disabled: !state.redo }),
        LCA.button({ key: "page.open" }, () => LCA.openFile(page), { "data-testid": "open" }), act("save", { do: "save", what: "scenario" }),
        LCA.button({ key: page.local.copied ? "page.copied" : "page.copy" }, () => LCA.copyLink(page), { class: "btn pri", "data-testid": "copy" })),
      page.local.link && page.local.link === page.link() && el("p", { class: "by-hand" }, el("textarea", { readonly: true, rows: 2, "aria-label": LCA.say("page.copy"), value: page.local.link })));
  }

  // What a link asked for in vain, a file that could not be opened, a calculation that stopped.
  function messages(page) {
    const lines = (page.view.state.banner || []).map((one) => el("p", null, LCA.name(one)));
    const fields = new Set([...Object.keys(page.offer.fields), "plant"]);
    for (const [field, text] of Object.entries(page.errors)) if (page.tab === "explore" ? !fields.has(field) : SHELL.has(field) || fields.has(field))
      lines.push(...text.split("\n").map((line) => el("p", { class: "err" }, line)));
    if (page.lost) lines.push(el("p", { class: "err" }, LCA.say("page.lost"), " ",
      LCA.button({ key: "page.reload" }, () => location.reload())));
    return lines.length ? el("div", { class: "wrap banner", role: "alert", "data-key": "banner", "data-testid": "banner" }, lines) : null;
  }

  function panel(page, name) {
    return el("section", { role: "tabpanel", id: `lca-p-${name}`, "data-key": `p-${name}`, "aria-labelledby": `lca-t-${name}`, tabindex: -1,
      hidden: name !== page.tab, "data-own": true });
  }

  function foot(page) {
    const { life } = page.view.result;
    return el("footer", { class: "wrap foot", "data-key": "foot" }, el("span", null, LCA.say("page.note")),
      el("span", null, LCA.say("page.life", { energy: life.energy, cycles: LCA.number(life.cycles, 3) })));
  }

  LCA.shell = {
    names: NAMES,
    draw(page) {
      const tag = LCA.language === "zh" ? "zh-Hans" : "en";
      page.root.lang = tag;
      if (document.querySelector('meta[name="lca-models-address"]')) {
        document.documentElement.lang = tag;
        document.title = LCA.say("page.title");
      }
      if (!page.view) return LCA.fill(page.root, el("div", { class: "wrap" }, LCA.waiting({ key: "page.preparing" })));
      LCA.fill(page.root, el("a", { class: "skip", href: "#lca-main" }, LCA.say("page.skip")), head(page), strip(page),
        messages(page),
        el("p", { class: "away", "aria-live": "polite", "data-key": "live" }, page.local.live || ""),
        el("main", { id: "lca-main", class: "wrap", "data-key": "main" }, page.names.map((name) => panel(page, name))), foot(page));
      centre(page);
      for (const name of page.names) if (name !== page.tab) LCA.find(page, `lca-p-${name}`).replaceChildren(); // few elements at a time
      const root = LCA.find(page, `lca-p-${page.tab}`), tab = LCA.tabs[page.tab];
      root.dataset.rev = page.revs[page.tab] ?? "";
      const body = page.bodies[page.tab];
      if (!tab) LCA.fill(root, el("div", { class: "card" }, LCA.waiting({ key: "page.being_prepared" })));
      else if (body || page.tab === "explore") tab.draw(root, body, page);
      else LCA.fill(root, el("div", { class: "card" }, LCA.waiting({ key: LCA.has(`${page.tab}.wait`) ? `${page.tab}.wait` : "page.wait" })));
    },
  };
}

// Opens the demo: data as scripts, the state of the address, the page; no number unless the files prove themselves.
"use strict";
(async LCA => {
  const root = document.getElementById("page"), { offer } = LCA.data, packs = new Map(), loading = new Map();
  LCA.words = LCA.demo.words;

  // A file of data is a script that puts itself into LCA.data: a page from a folder may not fetch.
  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `data/${name}.js`;
        script.onload = () => (name in LCA.data ? resolve(LCA.data[name]) : reject(new Error(`${name} is damaged`)));
        script.onerror = () => { loading.delete(name); script.remove(); reject(new Error(`${name} is missing`)); };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  const nameOf = setup => `${setup.product}.${setup.rules}`;
  const kit = {
    offer, load, montecarlo: LCA.draws.stream(offer.stream),
    pack: setup => packs.get(nameOf(setup)),
    // A product under a rule set, once its file is here and has proved itself.
    async open(setup) {
      const name = nameOf(setup);
      if (packs.has(name)) return packs.get(name);
      const data = await load(name).catch(() => LCA.choosing.refuse("product", "demo.missing", { name: `data/${name}.js` }));
      const pack = LCA.packs.open(data);
      if (!pack.sound) LCA.choosing.refuse("product", "demo.unsound", { name: `data/${name}.js` });
      packs.set(name, pack);
      return pack;
    },
  };
  LCA.kit = kit;

  function speak(language) {
    LCA.language = language;
    const said = LCA.say("demo.about", LCA.demo.about);
    const docs = LCA.demo.about.docs && LCA.el("a", { href: LCA.demo.about.docs }, LCA.say("demo.install"));
    document.getElementById("about").replaceChildren(said, ...(docs ? [" ", docs] : []));
  }

  const session = LCA.demo.session = LCA.session(kit);
  speak(session.state.language);
  const first = await session.answer({ do: "hello" });
  const refused = first.find(one => one.part === "refused");
  if (refused) {
    root.replaceChildren(LCA.el("p", { role: "alert", class: "wrap banner" }, refused.text));
    root.classList.add("lca-page");
    root.dataset.refused = refused.field;
    return;
  }
  let hear = () => {};
  LCA.page = LCA.start({ root, boot: { words: LCA.demo.words, offer: offer.view, tabs: Object.keys(LCA.views.tabs), first },
    channel: {
      send: async message => {
        for (const one of await session.answer(message)) hear(one, []);
        speak(session.state.language);
      },
      listen: heard => { hear = heard; },
    } });
})(window.LCA);

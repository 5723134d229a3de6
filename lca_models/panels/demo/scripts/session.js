// The state of the page and its answers, message by message as the kit gives them; without Python.
"use strict";
(LCA => {
  const { choosing, views } = LCA;
  const STEPS = 100, TOGETHER_MS = 800; // undo: a slider drawn, or a number typed, is one step
  const TABS = ["mine", "explore", "where", "matters", "compare", "rules"];
  const UNDOABLE = ["setup", "baseline", "second", "ranges", "own", "second_rules"], ASKED = [...UNDOABLE, "per"];

  const same = (one, other) => (one && one.settings && other ? choosing.same(one, other) : JSON.stringify(one) === JSON.stringify(other));
  const agree = (one, other, names) => names.every(name => same(one[name], other[name]));
  const without = (state, other) => ({ ...state, ...Object.fromEntries(UNDOABLE.map(name => [name, other[name]])) });

  // Words of the catalogue, or a pair of texts, in both languages.
  LCA.both = (key, values = {}) => (Array.isArray(key) ? key : ["en", "zh"].map(one => LCA.words[one][key]))
    .map(text => text.replace(/( ?)\{(\w+)(?::[^}]*)?\}/g, (_, blank, name) => ((values[name] ?? "") === "" ? "" : `${blank}${values[name]}`)));

  // kit: {offer, pack(setup) of files that are open, open(setup) -> promise}; actions: of tabs, by name.
  LCA.session = (kit, begin = {}) => {
    const first = choosing.start(kit.offer);
    let state = { setup: first, baseline: first, second: null, ranges: {}, own: {}, per: "kwh-capacity", second_rules: "", tab: "explore",
      open_row: "", shown: {}, language: "en", rev: 0, ...begin };
    let banner = [], vain = [], past = [], future = [], last = { field: "", at: -Infinity };

    function set({ values = {} }) {
      let { setup, baseline } = state;
      for (const [name, value] of Object.entries(values)) {
        const moved = choosing(kit.offer, setup).withValue(name, value);
        if (moved.product !== setup.product && baseline.product === setup.product) {
          // A battery is compared with itself as it is delivered, until a person sets another baseline.
          baseline = { ...choosing.start(kit.offer, moved.product), rules: state.baseline.rules };
        }
        if (name === "rules" && baseline.rules === setup.rules) baseline = { ...baseline, rules: moved.rules };
        setup = moved;
      }
      return { ...state, setup, baseline };
    }
    const known = (value, list, field) => (list.includes(value) ? value : choosing.refuse(field, "demo.not_offered", { value: String(value).slice(0, 40) }));
    const acts = {
      set,
      tab: ({ tab, row = state.open_row }) => ({ ...state, tab: known(tab, TABS, "tab"), open_row: row }),
      per: ({ per }) => ({ ...state, per: known(per, kit.pack(state.setup).data.per.map(one => one.code), "per") }),
      language: ({ language }) => ({ ...state, language: known(language, ["en", "zh"], "language") }),
      baseline: () => ({ ...state, baseline: state.setup }),
      address: async ({ search = "" }) => {
        const link = await LCA.links.stateOf(kit, String(search), state);
        ({ banner, vain } = link);
        return link.state;
      },
      plant: ({ plant }) => ({ ...state, shown: { ...state.shown, plant: known(plant, kit.offer.view.plants, "plant") } }),
      reset: () => {
        const fresh = choosing.start(kit.offer, state.setup.product);
        return { ...state, setup: fresh, baseline: fresh, ranges: {}, own: {} };
      },
      undo: () => {
        if (!past.length) return state;
        const before = past[past.length - 1];
        [past, future, last] = [past.slice(0, -1), [state, ...future], { field: "", at: -Infinity }];
        return without(state, before);
      },
      redo: () => {
        if (!future.length) return state;
        const after = future[0];
        [past, future, last] = [[...past, state], future.slice(1), { field: "", at: -Infinity }];
        return without(state, after);
      },
      ...Object.fromEntries(Object.entries(views.actions).map(([name, act]) => [name, heard => act(kit, state, heard)])),
    };

    const stateView = () => ({ tab: state.tab, per: state.per, language: state.language, open_row: state.open_row, undo: past.length,
      redo: future.length, is_baseline: choosing.same(state.setup, state.baseline), search: LCA.links.addressOf(kit, state), banner });
    const partA = () => ({ part: "A", view: { state: stateView(), setup: views.setupView(kit, state), result: views.explorerView(kit, state) } });
    async function body() {
      const view = views.tabs[state.tab] ? await views.tabs[state.tab](kit, state) : null;
      return { part: "C", tab: state.tab, view };
    }
    const fieldOf = ({ values, field, do: act }) => (values && Object.keys(values).length === 1 ? Object.keys(values)[0] : field || act);

    async function take(heard) {
      if (!Object.hasOwn(acts, heard.do)) choosing.refuse("tab", "demo.needs_installation", {});
      const history = [past, future, last], wanted = await acts[heard.do](heard);
      if (agree(wanted, state, ASKED) && heard.do !== "address") { // a page that opens at a link has shown nothing yet
        state = { ...wanted, rev: state.rev };
        const known = heard.do === "language" || (heard.do === "tab" && heard.has === state.rev && !("row" in heard));
        return [{ part: "state", view: stateView() }, ...(known ? [] : [await body()])];
      }
      const before = state;
      try {
        await Promise.all([wanted.setup, wanted.baseline, wanted.second].filter(Boolean).map(kit.open));
        state = { ...wanted, rev: before.rev + 1 };
        const part = partA();
        const opening = heard.do === "address" && !before.rev;  // at a link: nothing was shown before it
        if (!agree(wanted, before, UNDOABLE) && !["undo", "redo"].includes(heard.do) && !opening) remember(before, heard);
        part.view.state = stateView();
        return [part];
      } catch (error) {
        state = before;
        [past, future, last] = history;
        throw error;
      }
    }
    function remember(before, heard) {
      const field = heard.do === "per" ? "per" : fieldOf(heard), at = heard.at ?? -Infinity;
      const together = field && field === last.field && at - last.at >= 0 && at - last.at < TOGETHER_MS && past.length;
      if (!together) past = [...past, before].slice(-STEPS);
      [future, last] = [[], { field, at }];
    }

    const refusal = (field, said) => ({ part: "refused", field, text: said[state.language === "zh" ? 1 : 0], state: stateView() });

    async function replies(heard) {
      try {
        if (heard.do === "hello") {
          await Promise.all([state.setup, state.baseline].map(kit.open));
          return [partA(), await body()];
        }
        if (heard.do === "more") return [await body()];
        const taken = await take(heard);
        return heard.do === "address" ? [...taken, ...vain.map(one => refusal(one.field, one.text))] : taken;
      } catch (error) {
        if (!error.refused) throw error;
        const { key, values, field } = error.refused, about = fieldOf(heard);
        return [refusal(key === "demo.needs_installation" || (about === heard.do && field) ? field : about, LCA.both(key, values))];
      }
    }
    // Messages are answered one after another.
    let turn = Promise.resolve();
    return {
      get state() { return state; },
      answer: heard => {
        turn = turn.then(() => replies(heard)).then(all => all.map((one, at) => ({ ...one, rev: state.rev, seq: heard.seq || 0, last: at === all.length - 1 })));
        return turn;
      },
    };
  };
  LCA.session.TABS = TABS;
})(window.LCA);

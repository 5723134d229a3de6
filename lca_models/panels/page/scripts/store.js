// The page between what a person does and what comes down: one message up at a time, parts drawn together in one frame.
{
  // ms: without a choice, after which the body of the open tab follows; without an answer; settled, after which it is read out
  const QUIET = 120, PATIENCE = 30000, SAID = 600;

  // channel: {send(message), listen(hear(content, buffers))}; boot: {words, offer, tabs, first, only}.
  LCA.start = ({ root, boot, channel }) => {
    LCA.words = boot.words;
    LCA.prefix = document.querySelectorAll(".lca-page").length ? `lca${document.querySelectorAll(".lca-page").length + 1}` : "";
    const page = { root, offer: boot.offer, names: boot.only || LCA.shell.names, view: null, bodies: {}, revs: {}, errors: {}, lost: false,
      tab: (boot.only || ["explore"])[0], rev: 0, local: {} };
    const address = LCA.address(page);
    let seq = 0, waiting = null, queue = [], quiet = 0, frame = 0, gone = 0, telling = 0, heardOf = -1;

    function draw() {
      frame = 0;
      const began = performance.now();
      LCA.shell.draw(page);
      page.took = performance.now() - began;
      const whole = !LCA.tabs[page.tab] || page.revs[page.tab] === page.rev;
      Object.assign(root.dataset, { rev: page.rev, tab: page.tab, asked: seq + queue.length, answered: waiting || queue.length ? root.dataset.answered || 0 : seq });
      if (page.view && whole) {
        Object.assign(root.dataset, { settled: page.rev, shown: page.tab });
        if (!waiting && !queue.length) {
          address.settled();
          if (heardOf !== page.rev) speak();
        }
      } else if (page.view && !waiting && !queue.length) rest();
      if (page.focus) LCA.find(page, `lca-p-${page.focus}`)?.focus();
      page.focus = null;
    }
    page.redraw = () => { if (!frame) frame = requestAnimationFrame(draw); };

    // New numbers are drawn as they come: to wait for the next frame first would show them in the one after it.
    let hasty = false;
    function drawNow() {
      if (hasty) return;
      hasty = true;
      queueMicrotask(() => {
        hasty = false;
        cancelAnimationFrame(frame);
        draw();
      });
    }

    // Read out what a choice came to, once it has come to rest, not every step of a slider.
    function speak() {
      clearTimeout(telling);
      telling = setTimeout(() => {
        if (heardOf >= 0) { page.local.live = LCA.spoken(page); page.redraw(); }
        heardOf = page.rev;
      }, SAID);
    }

    function rest() {
      clearTimeout(quiet);
      quiet = setTimeout(() => page.send({ do: "more" }), QUIET);
    }

    // A choice does not wait for the body of the tab: what is still worked out of that is of no use to anybody.
    function next() {
      if ((waiting && waiting.do !== "more") || !queue.length) return;
      seq += 1;
      waiting = { ...queue.shift(), seq };
      clearTimeout(gone);
      gone = setTimeout(() => { page.lost = true; page.redraw(); }, PATIENCE);
      channel.send(waiting);
    }

    page.send = (message) => {
      clearTimeout(quiet);
      address.act(message);
      const last = queue[queue.length - 1];
      if (message.do === "set" && last && last.do === "set") Object.assign(last, { at: performance.now(), values: { ...last.values, ...message.values } });
      else if (!(message.do === "more" && queue.length)) queue.push({ at: performance.now(), ...message });
      root.dataset.asked = seq + queue.length;
      next();
    };

    page.go = (tab, more = {}) => {
      page.tab = tab;
      page.focus = more.stay ? null : tab;
      page.send({ do: "tab", tab, ...(page.revs[tab] === undefined ? {} : { has: page.revs[tab] }), ...(more.row === undefined ? {} : { row: more.row }) });
      page.redraw();
    };

    page.speak = (language) => {
      LCA.language = language;
      page.send({ do: "language", language });
      page.redraw();
    };

    page.link = address.link;

    // Taken away, as when a cell of a notebook runs again: no listener and no clock of it stays.
    page.end = () => {
      hasty = true; // nothing more is drawn
      address.end();
      cancelAnimationFrame(frame);
      for (const one of [quiet, gone, telling]) clearTimeout(one);
    };

    const take = {
      A: ({ view, rev }) => { page.view = view; page.rev = rev; page.revs.A = rev; page.errors = {}; take.state({ view: view.state }); },
      C: ({ view, tab, rev }) => { page.bodies[tab] = view; page.revs[tab] = rev; },
      state: ({ view }) => {
        page.view.state = view;
        page.errors = {};
        if (!queue.some((one) => one.do === "tab")) page.tab = view.tab;
        if (!queue.some((one) => one.do === "language")) LCA.language = view.language;
      },
      refused: ({ field, text, state }) => { page.view.state = state; page.errors = { [field]: text }; page.local.saving = null; root.dataset.refused = field; },
      offer: ({ view }) => { page.offer = view; },
      file: ({ name, type }, buffers) => { page.local.saving = null; LCA.keep(name, type, buffers); },
    };

    function hear(content, buffers) {
      if (content.rev < page.rev) return;
      const answers = waiting && content.seq === waiting.seq;
      if (answers && content.part !== "refused" && waiting.do !== "more") delete root.dataset.refused;
      if (answers && content.last) {
        waiting = null;
        page.lost = false;
        clearTimeout(gone);
      }
      if (take[content.part]) take[content.part](content, buffers);
      (content.part === "A" ? drawNow : page.redraw)();
      next();
    }

    root.classList.add("lca-page");
    root.dataset.lmSuppressShortcuts = "true"; // keys pressed here are no commands to JupyterLab, nor to its notebook
    if (boot.font) root.before(LCA.el("style", null, boot.font)); // Chinese glyphs for computers that have none
    root.addEventListener("lca-redraw", () => page.redraw());
    root.addEventListener("keydown", (event) => { LCA.keys(event, page); event.stopPropagation(); });
    channel.listen(hear);
    // An address of its own is judged first, so that nobody sees the defaults flash by.
    if (!address.asked) for (const one of boot.first || []) take[one.part](one);
    draw();
    if (address.asked) page.send({ do: "address", search: address.asked });
    else if (!page.view) page.send({ do: "hello" });
    return page;
  };
}

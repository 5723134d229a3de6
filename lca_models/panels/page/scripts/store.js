// The page between what a person does and what comes down: one message up at a time, parts drawn together in one frame.
{
  const QUIET = 120; // ms without a choice, after which the body of the open tab follows

  // channel: {send(message), listen(hear(content, buffers))}; boot: {words, offer, tabs, first, only}.
  LCA.start = ({ root, boot, channel }) => {
    LCA.words = boot.words;
    const page = { root, offer: boot.offer, names: boot.only || LCA.shell.names, view: null, bodies: {}, revs: {}, errors: {}, banner: null,
      tab: "explore", rev: 0, local: {} };
    let seq = 0, waiting = null, queue = [], quiet = 0, frame = 0;

    function draw() {
      frame = 0;
      const began = performance.now();
      LCA.shell.draw(page);
      page.took = performance.now() - began;
      const whole = !LCA.tabs[page.tab] || page.revs[page.tab] === page.rev;
      Object.assign(root.dataset, { rev: page.rev, tab: page.tab, asked: seq, answered: waiting || queue.length ? root.dataset.answered || 0 : seq });
      if (page.view && whole) Object.assign(root.dataset, { settled: page.rev, shown: page.tab });
      else if (page.view && !waiting) rest();
    }
    page.redraw = () => { if (!frame) frame = requestAnimationFrame(draw); };

    function rest() {
      clearTimeout(quiet);
      quiet = setTimeout(() => page.send({ do: "more" }), QUIET);
    }

    function next() {
      if (waiting || !queue.length) return;
      const message = queue.shift();
      seq += 1;
      waiting = { ...message, seq };
      channel.send(waiting);
    }

    page.send = (message) => {
      clearTimeout(quiet);
      const last = queue[queue.length - 1];
      if (message.do === "set" && last && last.do === "set") Object.assign(last.values, message.values);
      else if (!(message.do === "more" && queue.length)) queue.push({ at: performance.now(), ...message, values: message.values && { ...message.values } });
      if (message.do === "set") for (const name of Object.keys(message.values)) delete page.errors[name];
      root.dataset.asked = seq + queue.length + (waiting ? 1 : 0);
      next();
    };

    page.go = (tab, more = {}) => {
      page.tab = tab;
      page.focus = more.stay ? null : tab;
      page.send({ do: "tab", tab, ...(more.row === undefined ? {} : { row: more.row }) });
      page.redraw();
    };

    page.speak = (language) => {
      LCA.language = language;
      page.send({ do: "language", language });
      page.redraw();
    };

    const take = {
      A: ({ view, rev }) => { page.view = view; page.rev = rev; page.revs.A = rev; page.errors = {}; take.state({ view: view.state }); },
      C: ({ view, tab, rev }) => { page.bodies[tab] = view; page.revs[tab] = rev; },
      state: ({ view }) => { page.view.state = view; if (!queue.some((one) => one.do === "tab")) page.tab = view.tab; LCA.language = view.language; },
      refused: ({ field, text, state }) => { page.errors[field] = text; page.view.state = state; root.dataset.refused = field; },
    };

    function hear(content, buffers) {
      if (content.rev < page.rev) return;
      if (waiting && content.last && content.seq === waiting.seq) {
        if (waiting.do === "set" && content.part === "A") delete root.dataset.refused;
        waiting = null;
      }
      (take[content.part] || (() => {}))(content, buffers);
      page.redraw();
      next();
    }

    root.classList.add("lca-page");
    root.addEventListener("lca-redraw", () => page.redraw());
    channel.listen(hear);
    for (const one of boot.first || []) take[one.part](one);
    draw();
    return page;
  };
}

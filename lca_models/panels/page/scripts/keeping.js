// What a person keeps or brings: a file saved by the browser, a file opened, the link copied; and the keys of undo.
{
  const { el } = LCA;

  LCA.keep = (name, type, buffers) => {
    const link = el("a", { href: URL.createObjectURL(new Blob(buffers, { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  LCA.keys = (event, page) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.altKey) return;
    if (event.target.matches("input[type=text], textarea")) return; // there it takes back letters
    event.preventDefault();
    page.send({ do: event.shiftKey ? "redo" : "undo" });
  };

  LCA.copyLink = (page) => {
    const done = () => { page.local.copied = true; page.redraw(); setTimeout(() => { page.local.copied = false; page.redraw(); }, 2500); };
    const text = page.link();
    const byHand = () => { page.local.link = text; page.redraw(); }; // where a browser gives no clipboard
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  };

  const MOST = 5 * 1024 * 1024; // bytes

  const bytes = (file) => new Promise((done, failed) => {
    if (file.size > MOST) return done({ name: file.name, data: "", size: file.size });
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, data: String(reader.result).replace(/^[^,]*,?/, "") });
    reader.onerror = () => failed(file);
    reader.readAsDataURL(file);
  });

  // Files that belong together, such as a data sheet and the footprints that it names; `act` is open or mine.open.
  LCA.sendFiles = (page, files, act) => {
    if (!files.length) return;
    const failed = (file) => { page.errors = { [act]: LCA.say("page.open_failed", { name: file.name }) }; page.redraw(); };
    Promise.all([...files].map(bytes)).then((all) => page.send({ do: act, field: act, files: all }), failed);
  };

  LCA.openFile = (page) => {
    const input = el("input", { type: "file", multiple: true });
    input.addEventListener("change", () => LCA.sendFiles(page, input.files, "open"));
    input.click();
  };
}

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

  const LARGEST = 5e6;

  LCA.openFile = (page) => {
    const input = el("input", { type: "file", accept: ".xlsx,.yaml,.yml,.json" });
    input.addEventListener("change", () => LCA.sendFile(page, input.files[0]));
    input.click();
  };

  LCA.sendFile = (page, file) => {
    if (!file) return;
    if (file.size > LARGEST) { page.errors = { open: LCA.say("page.open_too_large") }; page.redraw(); return; }
    const reader = new FileReader();
    reader.onload = () => page.send({ do: "open", name: file.name, data: String(reader.result).replace(/^[^,]*,/, "") });
    reader.readAsDataURL(file);
  };
}

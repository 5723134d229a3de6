// A button asks Python for a file by name; the answer becomes a download without leaving the page.
function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "lca-downloads";
  el.appendChild(root);

  function place() {
    root.replaceChildren();
    for (const [name, words] of model.get("files")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.dataset.testid = `download-${name}`;
      button.addEventListener("click", () => model.send({ wanted: name }));
      root.appendChild(button);
    }
  }

  model.on("change:files", place);
  model.on("msg:custom", (message, buffers) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([buffers[0]], { type: message.type }));
    link.download = message.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  place();
}

export default { render };

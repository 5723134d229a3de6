// The page inside Jupyter and Voilà: the channel is that of the widget.
function render({ model, el }) {
  const root = document.createElement("div");
  el.appendChild(root);
  LCA.start({
    root,
    boot: model.get("boot"),
    channel: { send: (message) => model.send(message), listen: (hear) => model.on("msg:custom", hear) },
  });
}

export default { render };

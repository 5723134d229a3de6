// The page inside Jupyter and Voilà: the channel is that of the widget.
function render({ model, el }) {
  const root = document.createElement("div");
  el.appendChild(root);
  let heard = null;
  const page = LCA.start({
    root,
    boot: model.get("boot"),
    channel: {
      send: (message) => model.send(message),
      listen: (hear) => { heard = hear; model.on("msg:custom", hear); },
    },
  });
  return () => {
    model.off("msg:custom", heard);
    page.end();
  };
}

export default { render };

// Paints a part of the view now and with every state that follows. The parts of a state arrive in one message and are
// painted in answer to one event, so a browser never draws parts of two states together.
async function follow(model, root, paint) {
  const view = await model.widget_manager.get_model(model.get("view").replace("IPY_MODEL_", ""));
  function show() {
    const { revision, parts } = view.get("shown");
    paint(parts[model.get("name")]);
    root.dataset.parts = Object.keys(parts).length;
    root.dataset.revision = revision;
  }
  view.on("change:shown", show);
  show();
  return () => view.off("change:shown", show);
}

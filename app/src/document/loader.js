const wake = (node, mod, owner) => {
  if (node.localName === "leptos-island") {
    owner?.();
    mod[node.dataset.component]?.(node);
  } else if (node.localName === "leptos-children") {
    owner = node.$$on_hydrate;
  }
  for (const child of [...node.children]) wake(child, mod, owner);
};
const start = async () => {
  const mod = await import($JS);
  await mod.default({ module_or_path: $WASM });
  wake(document.body, mod);
};
"requestIdleCallback" in window ? requestIdleCallback(start, { timeout: 2000 }) : start();

((js, wasm) => {
  const wake = (node, mod, owner) => {
    if (node.localName === "leptos-island") {
      owner?.();
      mod[node.dataset.component]?.(node);
    } else if (node.localName === "leptos-children") {
      owner = node.$$on_hydrate;
    }
    for (const child of [...node.children]) wake(child, mod, owner);
  };
  const early = [];
  const note = ({ target, detail }) => target.type === "radio" && early.push([target, detail]);
  const start = async () => {
    const mod = await import(js);
    await mod.default({ module_or_path: wasm });
    wake(document.body, mod);
    setTimeout(() => {
      removeEventListener("click", note, true);
      for (const [target, detail] of early) {
        if (target.checked) target.dispatchEvent(new MouseEvent("click", { bubbles: true, detail }));
      }
    });
  };
  addEventListener("click", note, true);
  addEventListener("DOMContentLoaded", () => {
    "requestIdleCallback" in window ? requestIdleCallback(start, { timeout: 2000 }) : start();
  });
})
// On a device for many: whoever is gone is asked for, and then their answers are.
const box = document.querySelector("[data-idle]");
const dialog = box?.querySelector("dialog");
let timer;
const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(ask, 45000);
};
const ask = () => {
  dialog.showModal();
  // Closed is closed at once, and told only a moment later.
  timer = setTimeout(() => dialog.open && box.querySelector("form").submit(), 10000);
};
if (box) {
  dialog.addEventListener("close", wait);
  for (const sign of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(sign, () => dialog.open || wait(), { passive: true });
  wait();
}

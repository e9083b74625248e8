// Draws a page that is watched anew every 15 seconds, as the server has it by then. Pausing is one button away, and it
// pauses by itself when nobody has touched the page for 25 minutes: an open page must not keep somebody signed in.
const box = document.querySelector("[data-watch]");
const said = document.querySelector("[data-watch-said]");
const button = document.querySelector("[data-watch-switch]");
const words = [button.textContent, button.dataset.on];
let touched = Date.now();
let timer;

const draw = (fresh) => {
  if (fresh.innerHTML === box.innerHTML) return;
  const held = document.activeElement;
  const href = box.contains(held) && held.getAttribute("href");
  box.replaceChildren(...document.importNode(fresh, true).childNodes);
  if (href) [...box.querySelectorAll("a")].find((link) => link.getAttribute("href") === href)?.focus({ preventScroll: true });
  if (fresh.dataset.summary !== box.dataset.summary) said.textContent = box.dataset.summary = fresh.dataset.summary;
};
const look = async () => {
  if (Date.now() - touched > 15e5) return turn(false);
  if (document.hidden) return;
  try {
    const reply = await fetch(location.href);
    const fresh = reply.ok && !reply.redirected
      && new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-watch]");
    // Signed out, or the wave is gone: what stands here is as of its minute.
    fresh ? draw(fresh) : turn(false);
  } catch {
    // No connection just now; the next look may succeed.
  }
};
const turn = (on) => {
  clearInterval(timer);
  timer = on ? setInterval(look, 15e3) : undefined;
  button.textContent = words[on ? 0 : 1];
};

for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, () => (touched = Date.now()), { passive: true });
button.addEventListener("click", () => {
  turn(!timer);
  if (timer) look();
});
button.hidden = false;
turn(true);

// Draws a page that is watched anew every 15 seconds, as the server has it by then. Pausing is one button away, and it
// pauses by itself when nobody has touched the page for 25 minutes. What it fetches keeps nobody signed in (X-Watch).
const box = document.querySelector("[data-watch]");
const said = document.querySelector("[data-watch-said]");
const button = document.querySelector("[data-watch-switch]");
const words = [button.textContent, button.dataset.on];
let touched = Date.now();
let timer;

// Only what differs is replaced: the rest keeps the place it was scrolled to, and the keyboard.
const draw = (fresh) => {
  const held = document.activeElement;
  const href = box.contains(held) && held.getAttribute("href");
  const before = [...box.children];
  const after = [...document.importNode(fresh, true).children];
  after.forEach((child, at) => {
    if (!before[at]) box.append(child);
    else if (before[at].outerHTML !== child.outerHTML) before[at].replaceWith(child);
  });
  before.slice(after.length).forEach((child) => child.remove());
  if (href && !held.isConnected) [...box.querySelectorAll("a")].find((link) => link.getAttribute("href") === href)?.focus({ preventScroll: true });
  if (fresh.dataset.summary !== box.dataset.summary) said.textContent = box.dataset.summary = fresh.dataset.summary;
};
const look = async () => {
  if (Date.now() - touched > 15e5) return turn(false);
  if (document.hidden) return;
  try {
    const reply = await fetch(location.href, { headers: { "X-Watch": "1" } });
    // Out of order just now; the next look may succeed.
    if (reply.status >= 500) return;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const fresh = reply.ok && !reply.redirected && page.querySelector("[data-watch]");
    if (!fresh) return end();
    // The wave has ended: that page has other words around the box, and nothing that moves.
    if (!page.querySelector("[data-watch-switch]")) return location.reload();
    draw(fresh);
  } catch {
    // No connection just now; the next look may succeed.
  }
};
// Signed out, or the wave is gone: what stands here is as of its minute.
const end = () => {
  turn(false);
  said.textContent = button.dataset.over;
  said.classList.remove("visually-hidden");
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

// Keeps what is typed into a page of a survey on this device until the server has it, and sends it once it can.
//
// A page works the same without this. Entries are filed under the survey, a mark of the draft and the step; those of
// another draft go when a page of this one is opened, all of a survey's with its receipt or when its draft is gone, and
// any after 14 days.
const box = document.querySelector("[data-keep]");
const { keep: wave, mark, step } = box.dataset;
const form = box.closest("form");
const own = `bk.${wave}.${mark}.`;
const key = own + step;

// Storage may be switched off or full; then the page itself is all that keeps.
const attempt = (work) => { try { return work(); } catch { return undefined; } };
const store = "kiosk" in box.dataset ? undefined : attempt(() => localStorage);
const read = (name) => attempt(() => JSON.parse(store.getItem(name)));
const remove = (name) => attempt(() => store.removeItem(name));
const kept = () => attempt(() => Object.keys(store).filter((name) => name.startsWith("bk."))) ?? [];

for (const name of kept()) {
  const isOfAnother = name.startsWith(`bk.${wave}.`) && !name.startsWith(own);
  if (isOfAnother || !(Date.now() - read(name)?.at < 14 * 864e5)) remove(name);
}

const isField = ({ name, type }) => name && name[0] !== "_" && !/^(submit|button|fieldset)$/.test(type);
const isTicked = ({ type }) => type === "radio" || type === "checkbox";
const pairs = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
const typed = (all) => JSON.stringify(all.filter(([name]) => name[0] !== "_"));

// As the server has drawn it, whatever the browser has filled in since.
const drawn = () => {
  const given = [];
  for (const field of [...form.elements].filter(isField)) {
    if (isTicked(field)) field.defaultChecked && given.push([field.name, field.value]);
    else if (field.options) given.push([field.name, ([...field.options].find((it) => it.defaultSelected) ?? field.options[0]).value]);
    else given.push([field.name, field.defaultValue]);
  }
  return JSON.stringify(given);
};

// `had`: what the server has taken, when the browser's way back leads to this page as it was left.
let pressed, button, waiting, busy, passing, left, timer, retry, had;
let patience = 3000;

const save = () => {
  timer = clearTimeout(timer);
  if (left) return;
  const all = pairs();
  if (!waiting && [drawn(), had].includes(typed(all))) return remove(key);
  attempt(() => store.setItem(key, JSON.stringify({ at: Date.now(), all, waiting, action: form.action })));
};

const say = (what) => {
  const line = box.querySelector("[role=status]");
  if (line.dataset.says === what) return;
  line.dataset.says = what;
  line.replaceChildren(what && box.querySelector(`[data-say=${what}]`).content.cloneNode(true));
};

const given = (field) => {
  const line = field.closest("details")?.querySelector(".given");
  if (line) line.textContent = field.closest("details").querySelector("input:checked")?.closest("label").textContent.trim() ?? "";
};

const changed = (field) => {
  given(field);
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
};

const fill = (all) => {
  const values = Map.groupBy ? Map.groupBy(all, ([name]) => name) : all.reduce((map, pair) => map.set(pair[0], [...(map.get(pair[0]) ?? []), pair]), new Map());
  for (const field of [...form.elements].filter(isField)) {
    const own = values.get(field.name) ?? [];
    if (isTicked(field)) {
      const isChecked = own.some(([, value]) => value === field.value);
      if (field.checked === isChecked) continue;
      field.checked = isChecked;
    } else {
      const value = own.shift()?.[1] ?? "";
      if (field.value === value) continue;
      field.value = value;
    }
    changed(field);
  }
};

// Where the server leads to, or its status if it has something to say; an error if it was not reached.
const post = async (action, all) => {
  const answer = await fetch(action, {
    method: "POST",
    body: new URLSearchParams(all),
    headers: { "X-Onward": "1" },
    signal: AbortSignal.timeout(20000),
  });
  return { to: answer.headers.get("X-Onward") ?? (answer.redirected ? answer.url : undefined), status: answer.status };
};

// Says that the form waited: what was saved of its page since then is newer.
const late = ["_spaet", "1"];

const unreached = (again) => {
  say("offline");
  retry = setTimeout(again, patience);
  patience = Math.min(patience * 1.5, 30000);
};

const send = async () => {
  if (busy || left) return;
  busy = true;
  clearTimeout(retry);
  const all = button ? [...pairs(), button] : pairs();
  if (waiting) all.push(late);
  try {
    const { to, status } = await post(form.action, all);
    if (to) {
      left = true;
      had = typed(all);
      remove(key);
      return location.assign(to);
    }
    // The browser sends the same once more, which changes nothing, and shows what the server says.
    if (waiting) {
      if (status < 500) remove(key);
      return show(form.action, all);
    }
    save();
    passing = true;
    form.requestSubmit(pressed);
  } catch {
    waiting = button ?? ["_go", "next"];
    save();
    unreached(send);
  } finally {
    busy = false;
  }
};

document.addEventListener("submit", (event) => {
  if (event.target !== form || event.defaultPrevented || event.submitter?.hasAttribute("formaction")) return;
  if (passing) return void (passing = false);
  event.preventDefault();
  pressed = event.submitter;
  button = pressed?.name ? [pressed.name, pressed.value] : undefined;
  send();
});

// What waited when the page was closed, from whichever page of this draft.
const flush = async () => {
  clearTimeout(retry);
  let onward;
  const queue = kept().filter((name) => name.startsWith(own)).map((name) => [name, read(name)]);
  for (const [name, entry] of queue.filter(([, entry]) => entry?.waiting).sort(([, a], [, b]) => a.at - b.at)) {
    const all = [...entry.all, entry.waiting, late];
    try {
      const { to, status } = await post(entry.action, all);
      if (to || status < 500) remove(name);
      if (!to) return show(entry.action, all);
      if (name === key) had = typed(entry.all);
      onward = to;
    } catch {
      if (name === key) button = waiting = entry.waiting;
      return unreached(flush);
    }
  }
  if (onward) {
    left = true;
    location.replace(onward);
  }
};

const show = (action, all) => {
  left = true;
  const again = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
  for (const [name, value] of all) again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(again);
  again.submit();
};

if (form) {
  const entry = read(key);
  if (entry && typed(entry.all) !== drawn()) {
    fill(entry.all);
    if (!entry.waiting) say("restored");
  } else if (!entry?.waiting) remove(key);
  flush();
  const soon = ({ target }) => target.form === form && (timer ??= setTimeout(save, 2000));
  document.addEventListener("input", soon);
  document.addEventListener("change", soon);
  box.addEventListener("click", ({ target }) => {
    if (target.type !== "button") return;
    form.reset();
    [...form.elements].filter(isField).forEach(changed);
    say("");
    remove(key);
  });
  addEventListener("pagehide", save);
  addEventListener("pageshow", ({ persisted }) => persisted && (left = false));
  addEventListener("online", () => waiting ? send() : flush());
}

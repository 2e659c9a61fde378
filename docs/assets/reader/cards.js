// A reference's card: what its page says, beside the link, on hover and focus.

const cache = new Map();
const card = document.createElement("div");
card.className = "card-tip";
card.id = "card-tip";
card.setAttribute("role", "tooltip");
card.popover = "manual";
let owner = null;
let timer = 0;

async function load(url) {
  const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
  return [".citation", ".summary", "h2"].map((name) => page.querySelector(name)?.textContent.trim()).filter(Boolean);
}

async function show(link) {
  owner = link;
  if (!cache.has(link.href)) cache.set(link.href, load(link.href));
  const lines = await cache.get(link.href).catch(() => []);
  if (owner !== link || !lines.length) return;
  card.replaceChildren(...lines.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  document.body.append(card);
  link.setAttribute("aria-describedby", card.id);
  card.showPopover();
  const box = link.getBoundingClientRect();
  const top = box.bottom + card.offsetHeight + 8 < innerHeight ? box.bottom + 4 : box.top - card.offsetHeight - 4;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8))}px`;
  card.style.top = `${Math.max(8, top)}px`;
}

/** Takes the card away; says whether there was one. */
export function hideCard() {
  clearTimeout(timer);
  const open = Boolean(owner && card.isConnected);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  card.remove();
  return open;
}

const later = (act) => {
  clearTimeout(timer);
  timer = setTimeout(act, 250);
};

for (const [type, act] of [
  ["pointerover", (link) => link !== owner && later(() => show(link))],
  ["focusin", show],
]) {
  document.addEventListener(type, ({ target, pointerType }) => {
    const link = target.closest?.(".chip");
    if (link && pointerType !== "touch") act(link);
    else if (card.contains(target)) clearTimeout(timer);
  });
}
document.addEventListener("pointerout", ({ target }) => {
  if (target.closest?.(".chip, .card-tip")) later(hideCard);
});
document.addEventListener("focusout", hideCard);

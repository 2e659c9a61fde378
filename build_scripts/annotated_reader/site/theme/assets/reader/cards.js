// A reference's card: the words relied on and what its page says of it, beside the link, on hover and focus.

const cards = {};
const card = document.createElement("div");
card.className = "card-tip";
card.id = "card-tip";
card.role = "tooltip";
card.popover = "manual";
let owner = null;
let timer = 0;

async function load(url) {
  const answer = await fetch(url);
  const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  return [".citation", ".prose", "#told"].map((part) =>
    page.querySelector(part)?.textContent.trim().replace(/\s+/g, " "),
  );
}

async function show(link) {
  clearTimeout(timer);
  if (owner === link) return;
  hideCard();
  owner = link;
  cards[link.href] ??= load(link.href);
  const [first, ...lines] = await cards[link.href];
  if (owner !== link || !first) return;
  const words = link.parentElement.querySelector(".source-words p")?.textContent;
  card.textContent = [first, ...(words ? [`“${words}”`] : []), ...lines].join("\n\n");
  link.after(card);
  link.setAttribute("aria-describedby", card.id);
  card.showPopover({ source: link });
}

/** Takes the card away; says whether there was one. */
export function hideCard() {
  clearTimeout(timer);
  const shown = card.isConnected;
  owner?.removeAttribute("aria-describedby");
  owner = null;
  card.remove();
  return shown;
}

for (const type of ["focusin", "focusout", "pointerover", "pointerout"]) {
  document.addEventListener(type, ({ target, pointerType }) => {
    const link = target.closest(".chip");
    if (pointerType === "touch" || !(link || card.contains(target))) return;
    if (type === "focusin") show(link);
    else if (type === "focusout") hideCard();
    else {
      clearTimeout(timer);
      if (type === "pointerout") timer = setTimeout(hideCard, 250);
      else if (link) timer = setTimeout(show, 250, link);
    }
  });
}

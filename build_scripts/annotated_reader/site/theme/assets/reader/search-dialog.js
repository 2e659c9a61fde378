// The search dialog, made of text nodes only.

const root = new URL("../../", import.meta.url);
const dialog = document.querySelector("dialog.search");
const input = dialog.querySelector("input");
const [, status, list, more] = dialog.lastElementChild.children;

const pagefind = await import(new URL("pagefind/all.js", root));
await pagefind.search(""); // fails without an index

// Each record was indexed as a page named after its address.
const addressOf = (url) => url.replace(/^\/|\.html$/g, "");

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function link({ raw_url, content, locations, meta, filters }) {
  const badges = ["kind", "verdict"].flatMap((type) =>
    (filters[type] ?? []).map((value) => {
      const [id, name] = value.split(/ (.*)/);
      const label = name ? decodeURIComponent(name) : id[0].toUpperCase() + id.slice(1).replace("-", " ");
      return make("span", { className: `${type} ${type}--${id.replace("-unconfirmed", "")}` }, label);
    }),
  );
  const start = Math.max(locations[0] - 8 || 0, 0);
  const words = content.split(" ");
  const marked = words.flatMap((word, at) => [locations.includes(at) ? make("mark", {}, word) : word, " "]);
  return make(
    "a",
    { href: new URL(addressOf(raw_url), root), lang: filters.language, onclick: () => dialog.close() },
    make("span", {}, ...badges),
    make("strong", {}, meta.title ?? `Paragraph ${addressOf(raw_url).split("#p")[1]}`),
    make("span", {}, start ? "… " : "", ...marked.slice(2 * start)),
  );
}

let turn = 0;
let latest;

async function find() {
  turn += 1;
  const mine = turn;
  const answer = await pagefind.debouncedSearch(input.value.replace(/[“”„]/g, '"'), {}, 150);
  // not those that only a note's passage brings: its paragraph is among them
  const hits = (answer?.results ?? []).filter(
    ({ words, matchedMetaFields }) => words.length || matchedMetaFields?.includes("title"),
  );
  const found = input.value && `${hits.length || "None"} found`;
  const groups = Object.create(null);

  const show = async (fresh) => {
    const batch = await Promise.all(hits.splice(0, 10).map((hit) => hit.data()));
    if (mine !== turn) return;
    if (fresh) list.replaceChildren();
    status.textContent = found;
    more.hidden = !hits.length;
    more.onclick = () => show();
    const links = batch.map((data) => {
      const title = decodeURIComponent(data.filters.article[0].replace(/^\S+ /, ""));
      groups[title] ??= list.appendChild(make("section", {}, make("h2", {}, title), make("ul")));
      return groups[title].lastChild.appendChild(make("li", {}, link(data))).firstChild;
    });
    if (!fresh) links[0].focus();
  };

  await show(true);
}

input.oninput = () => {
  latest = find().catch(() => {
    status.textContent = dialog.dataset.missing;
  });
};
dialog.closedBy = "any";
dialog.onkeydown = async (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    event.preventDefault();
    const stops = [input, ...list.querySelectorAll("a"), more];
    stops[stops.indexOf(event.target) + by]?.focus();
  }
  if (event.key === "Enter" && event.target === input) {
    await latest;
    list.querySelector("a")?.click();
  }
};
input.oninput();

// All notes, narrowed down by facets and words. What is asked for stands in the address; the answer is made of text nodes.

const root = new URL("../../", import.meta.url);
const form = document.querySelector(".notes-form");
const dialog = document.querySelector("dialog.search"); // not there where the site has no search
const listed = document.querySelector("[data-listed]");
const found = document.querySelector("[data-found]");
const [list, more] = found.children;
const status = form.querySelector("[role=status]");
const clear = form.querySelector("[type=reset]");
const [words, ...selects] = [...form.elements].filter((field) => field.name);

const AT_ONCE = 20;
const MOST_OPTIONS = 500; // of a larger corpus those that most notes have
const FAR = 40; // words of a sentence on each side of a hit
const END = /[.!?…]["'”’»)\]]*$/;
const ANY = { none: [] };

const idOf = (value) => value.split(" ", 1)[0];
const label = (id) => id[0].toUpperCase() + id.slice(1).replace("-", " ");
const nameOf = (value) => decodeURIComponent(value.replace(/^\S+ /, ""));
const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

// Each record was indexed as a page named after its address.
const addressOf = (url) => url.replace(/^\/|\.html$/g, "");

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Loaded when first asked for: the index itself, and every value of each facet with the notes that have it.
let loading;
const load = () => {
  loading ??= (async () => {
    const pagefind = await import(new URL("pagefind/all.js", root));
    const { filters } = await pagefind.search(null, { filters: facets({}, "note") });
    return { pagefind, filters };
  })();
  return loading;
};

const facets = (chosen, type) => ({
  type,
  ...Object.fromEntries(selects.map(({ name }) => [name, chosen[name] ?? ANY])),
});

function fill(select, counts, kept) {
  const options = Object.entries(counts)
    .filter(([value, count]) => count || value === kept)
    .sort(([a, few], [b, lots]) => (b === kept) - (a === kept) || lots - few)
    .slice(0, MOST_OPTIONS)
    .map(([value, count]) => [select.name === "kind" ? label(value) : nameOf(value), count, idOf(value)])
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count, id]) => new Option(`${name} (${count})`, id));
  select.replaceChildren(select.options[0], ...options);
  select.value = kept ? idOf(kept) : "";
}

function stretch(all, hits) {
  let start = hits[0] ?? 0;
  let end = start;
  while (start > 0 && hits[0] - start < FAR && !END.test(all[start - 1])) start--;
  while (end < all.length - 1 && end - hits[0] < FAR && !END.test(all[end])) end++;
  const shown = all.slice(start, end + 1).flatMap((word, at) => {
    const mark = hits.includes(start + at);
    return [mark ? make("mark", { className: "hit" }, word) : word, " "];
  });
  return [start && !END.test(all[start - 1]) ? "… " : "", ...shown, END.test(all[end]) ? "" : "…"];
}

function item({ raw_url, content, locations, meta, filters }) {
  const badges = ["kind", "verdict"].flatMap((type) =>
    (filters[type] ?? []).map((value) => {
      const sign = idOf(value).replace("-unconfirmed", "");
      return make(
        "span",
        { className: `${type} ${type}--${sign}` },
        type === "kind" ? label(value) : nameOf(value),
      );
    }),
  );
  const all = content.split(" ");
  const title = meta.title ?? `Paragraph ${addressOf(raw_url).split("#p")[1]}`;
  const head = make(
    "div",
    {},
    make("p", { className: "found-labels" }, ...badges.flatMap((badge) => [badge, " "])),
    make("h2", {}, make("a", { href: new URL(addressOf(raw_url), root) }, title)),
    make("p", { className: "passage-source" }, make("cite", {}, nameOf(filters.article[0]))),
  );
  const passage = make("p", {});
  if (meta.passage) {
    const [before, marked, after] = meta.passage.split("‖");
    passage.append(before, make("mark", {}, marked), after);
    if (locations.length) {
      head.append(
        make("p", { className: "found-words", lang: filters.language }, ...stretch(all, locations)),
      );
    }
  } else {
    passage.append(...stretch(all, locations));
    passage.lang = filters.language;
  }
  return make("li", {}, head, make("blockquote", { className: "passage", dir: "auto" }, passage));
}

/** Finds the values that the address asks for, as the index writes them; unknown ones are passed over. */
function choices(asked, known) {
  const chosen = {};
  for (const { name } of selects) {
    const value = Object.keys(known[name] ?? {}).find((each) => idOf(each) === asked.get(name));
    if (value) chosen[name] = value;
  }
  return chosen;
}

async function look(asked) {
  const { pagefind, filters } = await load();
  const query = asked.get("q")?.trim().replace(/[“”„]/g, '"') || null;
  const chosen = choices(asked, filters);
  const sort = query ? {} : { order: "asc" }; // reading order, where no words rank the notes
  const ask = (picked, type) => pagefind.search(query, { filters: facets(picked, type), sort });
  const notes = await ask(chosen, "note");
  // paragraphs have no kind, verdict or source
  const inTexts = query && !chosen.kind && !chosen.verdict && !chosen.reference;
  const texts = inTexts ? (await ask(chosen, "text")).results : [];
  const counts = {};
  for (const { name } of selects) {
    const { [name]: own, ...others } = chosen;
    counts[name] = (own ? await ask(others, "note") : notes).filters[name] ?? {};
  }
  return {
    narrowed: query !== null || Object.keys(chosen).length > 0,
    notes: notes.results,
    texts,
    chosen,
    counts,
  };
}

let turn;

async function show() {
  const mine = {};
  turn = mine;
  const asked = new URLSearchParams(location.search);
  if (!loading) {
    if (![words, ...selects].some(({ name }) => asked.get(name))) return;
    listed.hidden = true; // a link should not show other notes first
  }
  const { narrowed, notes, texts, chosen, counts } = await look(asked);
  const hits = [...notes, ...texts];
  const next = async () => Promise.all(hits.splice(0, AT_ONCE).map((hit) => hit.data()));
  const first = narrowed ? await next() : [];
  if (mine !== turn) return;

  for (const select of selects) fill(select, counts[select.name], chosen[select.name]);
  list.replaceChildren(...first.map(item));
  more.hidden = !hits.length;
  more.onclick = async () => {
    const items = (await next()).map(item);
    if (mine !== turn) return;
    list.append(...items);
    more.hidden = !hits.length;
    items[0].querySelector("a").focus();
  };
  found.hidden = clear.hidden = !narrowed;
  listed.hidden = narrowed;
  const told = [notes.length && many(notes.length, "note"), texts.length && many(texts.length, "paragraph")];
  status.textContent = narrowed ? `${told.filter(Boolean).join(" and ") || "Nothing"} found` : "";
}

const run = () =>
  show().catch(() => {
    loading = undefined;
    listed.hidden = false;
    found.hidden = true;
    status.textContent = dialog.dataset.missing;
  });

function wake() {
  if (loading) return;
  load();
  run();
}

function restore() {
  words.value = new URLSearchParams(location.search).get("q") ?? "";
  return run();
}

// One entry of the history for each choice, and one for words however many keys they took.
let typing = false;
function ask(byTyping) {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  const address = `${location.pathname}${query.size ? `?${query}` : ""}`;
  history[byTyping && typing ? "replaceState" : "pushState"](null, "", address);
  typing = byTyping;
  run();
}

let wait;
words.oninput = () => {
  clearTimeout(wait);
  wait = setTimeout(ask, 150, true);
};
form.onsubmit = (event) => event.preventDefault();
form.onreset = () => {
  words.focus();
  setTimeout(ask, 0, false);
};
for (const select of selects) {
  select.onchange = () => ask(false);
  // Its values come with the index: wait for them, then open.
  select.onmousedown = async (event) => {
    if (select.options.length > 1) return;
    event.preventDefault();
    select.focus();
    load();
    await run();
    if (select.options.length > 1) select.showPicker?.();
  };
}
form.onpointerenter = wake;
form.addEventListener("focusin", wake);
addEventListener("popstate", () => {
  typing = false;
  restore();
});
form.hidden = !dialog;
if (dialog) restore();

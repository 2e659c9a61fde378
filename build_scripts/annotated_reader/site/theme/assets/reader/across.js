// Pages across the articles: filters whose state is in the address, and buttons that copy.

const form = document.querySelector("[data-filters]");
const items = [...document.querySelectorAll("[data-item]")];

function shown(item, wanted) {
  const articles = (item.dataset.articles || "").split(" ");
  return (
    (!wanted.article || articles.includes(wanted.article)) &&
    (!wanted.verdict || wanted.verdict === item.dataset.verdict)
  );
}

function filter() {
  const wanted = Object.fromEntries(new FormData(form));
  for (const item of items) item.toggleAttribute("hidden", !shown(item, wanted));
  for (const group of document.querySelectorAll("[data-group], table.claims tbody")) {
    group.toggleAttribute("hidden", !group.querySelector("[data-item]:not([hidden])"));
  }
  const listed = items.filter((item) => !item.closest(".overview"));
  const status = form.querySelector("[role=status]");
  status.textContent = `${listed.filter((item) => !item.hasAttribute("hidden")).length} of ${listed.length} ${status.dataset.what}`;
}

function restore() {
  const query = new URLSearchParams(location.search);
  for (const field of form.querySelectorAll("select")) {
    const value = query.get(field.name) || "";
    field.value = [...field.options].some((option) => option.value === value) ? value : "";
  }
  filter();
}

if (form) {
  form.hidden = false;
  restore();
  form.addEventListener("change", () => {
    const chosen = [...new FormData(form)].filter(([, value]) => value);
    history.replaceState(
      null,
      "",
      `?${new URLSearchParams(chosen)}`.replace(/\?$/, location.pathname) + location.hash,
    );
    filter();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", restore);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.querySelector(button.dataset.copy).textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch (_) {
      button.textContent = "Select the citation and copy it";
    }
  });
}

// The table to fill in, made into a grid. Without this file it is a plain table with a small form per row.
import { Editing } from "./table-edit.js";
import { Grid } from "./table-grid.js";
import { Store } from "./table-store.js";
import { Values, fromTsv, toTsv } from "./table-values.js";

const SEEN = 12000;
const by = (id) => document.getElementById(id);
const table = by("tabel");
const data = JSON.parse(by("tabel-gegevens").textContent);
const { words } = data;
const fill = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? "");
const column = (field) => data.columns.find((one) => one.field === field);

const say = (text) => {
  const line = by("tabel-zegt");
  line.textContent = line.textContent === text ? `${text}\u00a0` : text;
};

const button = (text, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.className = "nl-button nl-button--secondary wb-grid__button";
  made.addEventListener("click", act);
  return made;
};

function show(id, field, after = "") {
  const cell = grid.cell(id, field);
  if (field === "applicability") ["opzet", "bestaan", "werking"].forEach((level) => show(id, level));
  if (!cell || cell.querySelector("[data-editor]")) return;
  const { value, mark, words: text } = values.shown(column(field), id, store.value(id, field));
  const isText = column(field).kind === "text";
  const part = Object.assign(document.createElement("span"), isText
    ? { textContent: text, className: "wb-grid__words" }
    : { textContent: mark, className: `wb-mark wb-mark--${value}`, ariaHidden: "true" });
  cell.replaceChildren(...(isText ? [part] : mark ? [part, ` ${text}`] : [text]));
  const state = store.entry(id, field)?.state ?? after;
  cell.dataset.state = state === "waiting" ? "busy" : state;
  cell.toggleAttribute("aria-busy", state === "waiting");
  if (["failed", "refused", "clash"].includes(state)) cell.setAttribute("aria-invalid", "true");
  else cell.removeAttribute("aria-invalid");
  if (after) setTimeout(() => { if (!store.entry(id, field)) cell.dataset.state = ""; }, SEEN / 4);
  if (grid.here.id === id) panel();
}

// somebody else's change, or the rules after one's own
function changed(row, fields, who) {
  const tr = grid.rows[grid.at.get(row.id)]?.tr;
  tr?.querySelector(".wb-grid__rules").replaceChildren(...row.rules.map(([code]) => Object.assign(document.createElement("span"), { textContent: code, className: "wb-grid__rule" })));
  for (const field of fields.filter((one) => grid.cell(row.id, one))) {
    const cell = grid.cell(row.id, field);
    cell.dataset.by = who;
    setTimeout(() => cell.removeAttribute("data-by"), SEEN);
    say(fill(words.changed_by, { who, number: row.number, column: column(field).label, value: values.said(column(field), row.id, row.values[field]) }));
  }
  panel();
}

function state() {
  const line = by("tabel-stand");
  const n = (...of) => store.with(...of).length;
  const offline = n("offline");
  const [code, text] =
    n("another") ? ["failed", words.another]
    : n("signed_out") ? ["failed", words.signed_out]
    : n("failed", "refused", "clash") ? ["failed", fill(words.failed, { n: n("failed", "refused", "clash") })]
    : offline ? ["offline", fill(words.waiting, { n: offline })]
    : n("waiting") ? ["busy", words.saving] : ["saved", words.saved];
  // who does not see the line hears once that all is kept, beside what else is told at that moment
  if (code !== line.dataset.state) by("tabel-bewaard").textContent = code === "saved" && line.dataset.state ? text : "";
  line.dataset.state = code;
  line.replaceChildren(text);
  if (n("failed") || offline) line.append(" ", button(words.again, () => store.retry()));
  if (n("signed_out")) {
    const link = Object.assign(document.createElement("a"), { href: location.href, target: "_blank", textContent: words.sign_in, className: "nl-link" });
    line.append(" ", link);
  }
  by("tabel-terug").disabled = !store.undoSteps.length;
  if (["failed", "offline"].includes(code) && by("tabel-zegt").dataset.told !== code) say(text);
  by("tabel-zegt").dataset.told = code;
}

const tell = (code, message) => {
  if (code === "restored") say(fill(words.restored, { n: store.restored }));
  else if (message ?? ["undone", "redone", "nothing_to_undo"].includes(code)) say(message ?? words[code]);
  if (message) by("tabel-melding").textContent = message;
  if (code === "saved") by("tabel-melding").textContent = "";
  state();
  panel();
};

// about the cell that has the focus: the whole text, the rules that object, who was here last; and every clash
function panel() {
  const { id, column: here } = grid.here;
  const row = store.rows.get(id);
  const line = (text, kind = "") => Object.assign(document.createElement("p"), { textContent: text, className: `wb-grid__line ${kind}` });
  const entry = here && store.entry(id, here.field);
  const head = line([row.number, row.title, here?.label].filter(Boolean).join(" · "), "wb-grid__about");
  const stand = by("tabel-stand");
  // on a phone the line above the table has scrolled away
  const lines = stand.dataset.state === "failed" ? [line(stand.firstChild.textContent, "wb-grid__nearby"), head] : [head];
  if (here?.kind === "text") lines.push(line(store.value(id, here.field)));
  if (entry) lines.push(line(words[`state_${entry.state}`] ?? words.state_busy));
  if (row.by) lines.push(line(fill(words.by, { who: row.by }), "wb-quiet"));
  by("tabel-cel").replaceChildren(...lines);
  by("tabel-bezwaar").replaceChildren(...row.rules.map(([code, sentence]) => line(`${code}: ${sentence}`, "wb-grid__objection")));
  by("tabel-botsingen").replaceChildren(...store.with("clash").map(clash));
  bulk();
}

function clash(entry) {
  const row = store.rows.get(entry.id);
  const about = column(entry.field) ?? { label: entry.field, kind: "text", options: [] };
  const who = row.by || words.somebody;
  const [theirs, mine] = [row.values[entry.field], entry.value].map((value) => values.said(about, entry.id, value));
  const box = Object.assign(document.createElement("div"), { className: "wb-grid__clash" });
  const text = document.createElement("p");
  text.textContent = fill(words.clash, { who, column: about.label, number: row.number, theirs, mine });
  const settle = (useMine) => {
    store.drop(entry);
    if (useMine) store.set([{ id: entry.id, field: entry.field, value: entry.value }]);
    state();
    panel();
    grid.refocus();
  };
  box.append(text, button(fill(words.keep_theirs, { who }), () => settle(false)), button(words.use_mine, () => settle(true)));
  return box;
}

function bulk() {
  const chosen = grid.chosen();
  const bar = by("tabel-groep");
  const here = grid.here.column;
  bar.hidden = chosen.length < 2 || !here;
  if (bar.hidden) return;
  by("tabel-gekozen").textContent = fill(words.chosen, { n: chosen.length });
  if (bar.dataset.field === here.field) return;
  bar.dataset.field = here.field;
  const field = editing.field_for(here, grid.here.id, "");
  field.className = here.kind === "choice" ? "wb-select" : "utrecht-textbox utrecht-textbox--html-input";
  field.id = "tabel-waarde";
  by("tabel-veld").replaceChildren(field);
}

function paste(text) {
  const lines = fromTsv(text);
  const single = lines.length === 1 && lines[0].length === 1;
  const { top, left } = grid.block();
  const places = single ? grid.chosen().map((one) => [one.id, one.column, lines[0][0]])
    : lines.flatMap((line, r) => line.map((cell, c) => [grid.rows[top + r]?.id, data.columns[left + c - 1], cell]));
  const there = places.filter(([id, to]) => id && to).map(([id, to, cell]) => ({ id, field: to.field, value: values.read(to, id, cell), cell }));
  const wrong = there.filter((one) => one.value === undefined);
  store.set(there.filter((one) => one.value !== undefined).map(({ id, field, value }) => ({ id, field, value })));
  const told = wrong.length
    ? fill(words.not_pasted, { n: wrong.length, values: [...new Set(wrong.map((one) => one.cell))].slice(0, 5).join(", ") })
    : fill(words.pasted, { n: there.length });
  by("tabel-melding").textContent = wrong.length ? told : "";
  say(told);
}

const store = new Store(data, { show, tell, changed, state });
const values = new Values(data, store.rows);
values.pendingApplicability = (id) => store.entry(id, "applicability")?.value;
const grid = new Grid(table, data.columns);
const help = () => by("tabel-hulp").showModal();
const editing = new Editing(grid, store, values, { say, help });
grid.onMove = panel;

const inGrid = () => table.contains(document.activeElement) && !document.activeElement.closest("[data-editor]");
document.addEventListener("copy", (event) => {
  if (!inGrid()) return;
  const chosen = grid.chosen();
  const lines = grid.rows.map((row) => chosen.filter((one) => one.id === row.id)).filter((line) => line.length);
  event.clipboardData.setData("text/plain", toTsv(lines.map((line) => line.map((one) => values.shown(one.column, one.id, store.value(one.id, one.column.field)).words))));
  say(fill(words.copied, { n: chosen.length }));
  event.preventDefault();
});
document.addEventListener("paste", (event) => {
  if (!inGrid()) return;
  paste(event.clipboardData.getData("text/plain"));
  event.preventDefault();
});
by("tabel-terug").addEventListener("click", () => store.undo());
by("tabel-toetsen").addEventListener("click", help);
by("tabel-zet").addEventListener("click", () => {
  const here = grid.here.column;
  const value = values.read(here, grid.here.id, by("tabel-waarde").value);
  if (value === undefined) say(fill(words.not_a_day, { value: by("tabel-waarde").value }));
  else editing.put(here, value);
  grid.refocus();
});
by("tabel-balk").hidden = false;
by("tabel-paneel").hidden = false;
table.classList.add("wb-grid--live");
store.start();
panel();

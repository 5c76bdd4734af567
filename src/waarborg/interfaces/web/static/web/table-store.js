// What was typed: kept on this device until the server has it, sent one request at a time, undone step by step.
import { headers } from "./made-for.js";

const EVERY = 4000;
const LONGEST_WAIT = 30000;
const WAITING = ["waiting", "offline", "signed_out", "another"];

export const uuid = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

export class Store {
  constructor(data, { show, tell, changed, state }) {
    Object.assign(this, { data, show, tell, changed, state });
    this.rows = new Map(data.rows.map((row) => [row.id, row]));
    this.pending = new Map();
    this.undoSteps = [];
    this.redoSteps = [];
    this.wait = 1000;
    this.since = data.na;
    this.tab = (sessionStorage[data.key] ||= uuid());
    this.#restore();
    addEventListener("online", () => this.retry());
    addEventListener("focus", () => this.retry());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.#poll(); });
    setInterval(() => this.#poll(), EVERY);
  }

  value(id, field) {
    return this.pending.get(`${id}:${field}`)?.value ?? this.rows.get(id).values[field];
  }

  entry(id, field) { return this.pending.get(`${id}:${field}`); }
  with(...states) { return [...this.pending.values()].filter((entry) => states.includes(entry.state)); }

  // one step: [{ id, field, value, seen? }]
  set(cells) {
    const step = { batch: uuid(), cells: [] };
    for (const { id, field, value, seen } of cells) {
      const before = this.value(id, field);
      const old = this.entry(id, field);
      if (before === value && !(old && !WAITING.includes(old.state))) continue;
      const entry = { id, field, value, batch: step.batch, state: "waiting", seen: seen ?? this.rows.get(id).version };
      const unsent = old && !old.sent;
      if (unsent) entry.seen = Math.min(entry.seen, old.state === "clash" ? entry.seen : old.seen);
      const start = unsent ? this.#takeBack(old) ?? before : before;
      this.pending.set(`${id}:${field}`, entry);
      step.cells.push({ id, field, before: start });
      this.show(id, field);
    }
    if (!step.cells.length) return 0;
    this.undoSteps.push(step);
    this.redoSteps = [];
    this.#kept();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), 150);
    return step.cells.length;
  }

  // a cell that was typed over before it was sent: its earlier step no longer has it
  #takeBack(old) {
    const step = this.undoSteps.find((one) => one.batch === old.batch);
    const cell = step?.cells.find((one) => one.id === old.id && one.field === old.field);
    if (!cell) return undefined;
    step.cells.splice(step.cells.indexOf(cell), 1);
    this.undoSteps = this.undoSteps.filter((one) => one.cells.length);
    return cell.before;
  }

  drop(entry) {
    this.pending.delete(`${entry.id}:${entry.field}`);
    this.#kept();
    this.show(entry.id, entry.field);
  }

  retry() {
    for (const entry of this.with("offline", "signed_out", "another", "failed")) entry.state = "waiting";
    this.wait = 1000;
    return this.flush();
  }

  async flush() {
    if (this.flight) return this.flight;
    const waiting = this.with("waiting", "offline");
    if (!waiting.length) return undefined;
    const first = this.oneByOne && waiting[0].batch;
    this.flight = this.#send(waiting.filter((entry) => !first || entry.batch === first));
    await this.flight;
    this.flight = null;
    return this.with("waiting").length ? this.flush() : undefined;
  }

  async #send(entries) {
    for (const entry of entries) Object.assign(entry, { state: "waiting", sent: true });
    this.#kept();
    const steps = new Map();
    for (const { batch, id, seen, field, value } of entries) {
      if (!steps.has(batch)) steps.set(batch, new Map());
      const edits = steps.get(batch);
      const key = `${id}:${seen}`;
      if (!edits.has(key)) edits.set(key, { row: id, seen, values: {} });
      edits.get(key).values[field] = value;
    }
    const body = { steps: [...steps].map(([batch, edits]) => ({ batch, edits: [...edits.values()] })) };
    const answer = await this.#post(this.data.urls.cells, body);
    for (const entry of entries) entry.sent = false;
    if (answer.ok) this.#sent(entries, answer.json);
    else if (answer.state === "failed" && steps.size > 1) this.oneByOne = true;
    else this.#notSent(entries, answer);
    this.#kept();
  }

  #sent(entries, { rows, saved, clashes, refused }) {
    this.oneByOne = false;
    this.wait = 1000;
    const has = (list, entry) => list.some(([id, field]) => id === entry.id && field === entry.field);
    for (const row of rows) this.#apply(row, { by: "" });
    for (const entry of entries) {
      const key = `${entry.id}:${entry.field}`;
      const now = this.pending.get(key);
      if (has(saved, entry)) {
        if (now === entry) this.pending.delete(key);
        else if (now) now.seen = this.rows.get(entry.id).version; // typed on while it was under way
      } else if (now === entry) entry.state = has(clashes, entry) ? "clash" : has(refused, entry) ? "refused" : "failed";
      if (now === entry && entry.state !== "waiting") this.#takeBack(entry);
      this.show(entry.id, entry.field, has(saved, entry) ? "saved" : "");
    }
    this.tell(this.with("clash").length ? "clash" : "saved");
  }

  #notSent(entries, { state, message }) {
    for (const entry of entries) {
      entry.state = state;
      this.show(entry.id, entry.field);
    }
    this.tell(state, message);
    if (state !== "offline") return;
    setTimeout(() => this.flush(), this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  async #post(url, body) {
    try {
      const response = await fetch(url, {
        method: "POST", redirect: "manual", body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", ...headers() },
      });
      if (response.ok) return { ok: true, json: await response.json() };
      if (response.type === "opaqueredirect") return { state: "signed_out" };
      if (response.status >= 500) return { state: "offline" };
      const json = response.status === 409 ? await response.json() : {};
      if (json.is_another) return { state: "another", message: json.message };
      return { state: "failed", message: json.message ?? this.data.words[response.status === 404 ? "not_there" : "refused"] };
    } catch {
      return { state: "offline" };
    }
  }

  undo() { return this.#back(this.undoSteps, this.redoSteps, "undone"); }
  redo() { return this.#back(this.redoSteps, this.undoSteps, "redone"); }

  async #back(from, to, word) {
    if (this.flight) await this.flight;
    const step = from.pop();
    if (!step) return this.tell("nothing_to_undo");
    const own = step.cells.map(({ id, field }) => this.entry(id, field)).filter((entry) => entry?.batch === step.batch);
    if (own.length) {
      own.forEach((entry) => this.drop(entry));
      if (own.length === step.cells.length) return this.tell(word);
    }
    const answer = await this.#post(this.data.urls.undo, { batch: step.batch });
    if (!answer.ok) {
      if (answer.state !== "failed") from.push(step);
      return this.tell(answer.state, answer.message);
    }
    to.push({ ...step, batch: answer.json.batch });
    for (const row of answer.json.rows) this.#apply(row, { by: "" });
    for (const { id, field } of step.cells) this.show(id, field, "saved");
    return this.tell(word);
  }

  async #poll() {
    if (document.hidden || this.polling) return;
    this.polling = true;
    try {
      const asked = new URLSearchParams(location.search);
      asked.set("na", this.since);
      const response = await fetch(`${this.data.urls.since}?${asked}`, { redirect: "manual", headers: headers() });
      if (response.ok) {
        const { na, rows } = await response.json();
        this.since = na;
        for (const row of rows) if (this.rows.has(row.id)) this.#apply(row, { by: row.by });
        if (this.with("offline", "signed_out", "another").length) this.retry();
      }
    } catch {
      // no connection: the next time asks again from the same moment
    }
    this.polling = false;
  }

  #apply(row, { by }) {
    const known = this.rows.get(row.id);
    if (known && row.version <= known.version) return;
    this.rows.set(row.id, { ...known, ...row, values: { ...known?.values, ...row.values } });
    if (!known) return;
    const fields = Object.keys(known.values).filter((field) => known.values[field] !== row.values[field]);
    const levels = known.applicability === row.applicability ? [] : ["opzet", "bestaan", "werking"];
    for (const field of new Set([...fields, ...levels])) this.show(row.id, field);
    this.changed(row, by ? fields : [], by);
  }

  #kept() {
    const unsaved = [...this.pending.values()].map(({ sent, ...entry }) => entry);
    try {
      if (unsaved.length) localStorage[`${this.data.key}.${this.tab}`] = JSON.stringify(unsaved);
      else localStorage.removeItem(`${this.data.key}.${this.tab}`);
    } catch {
      // a browser that keeps nothing: the page itself still does
    }
    this.state();
  }

  #restore() {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${this.data.key}.`));
    for (const key of keys) {
      for (const entry of JSON.parse(localStorage[key])) {
        this.pending.set(`${entry.id}:${entry.field}`, { ...entry, state: "waiting" });
      }
      localStorage.removeItem(key);
    }
    this.restored = this.pending.size;
  }

  start() {
    for (const { id, field } of this.pending.values()) this.show(id, field);
    if (this.restored) this.tell("restored");
    this.#kept();
    this.flush();
  }
}

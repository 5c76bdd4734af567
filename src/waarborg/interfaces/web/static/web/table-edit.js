// Typing: the editor in a cell, the letters that choose at once, and the keys of the grid.
const PAUSE = 900;
const PAGE = 10;

export class Editing {
  constructor(grid, store, values, { say, help }) {
    Object.assign(this, { grid, store, values, say, help, keys: "", typedAt: 0 });
    grid.onOpen = () => this.open();
    grid.table.addEventListener("keydown", (event) => this.#key(event));
    grid.table.addEventListener("focusout", (event) => {
      if (event.target.closest("[data-editor]") && !event.relatedTarget?.closest("[data-editor]")) this.close(true);
    });
  }

  open(text) {
    const { id, column } = this.grid.here;
    if (!column || this.field) return;
    const cell = this.grid.cell(id, column.field);
    const value = this.store.value(id, column.field);
    const many = this.grid.chosen().filter((one) => one.column === column);
    this.editing = { id, column, value, many: many.length > 1 ? many : [{ id, column }], seen: this.store.rows.get(id).version };
    this.field = this.field_for(column, id, value);
    if (text !== undefined) this.field.value = text;
    this.field.dataset.editor = "";
    this.field.setAttribute("aria-label", `${column.label}, ${this.store.rows.get(id).number}`);
    cell.replaceChildren(this.field);
    cell.removeAttribute("tabindex"); // the editor is what can be pointed at now
    this.field.focus();
    if (this.field.setSelectionRange) this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  field_for(column, id, value) {
    if (column.kind === "choice") {
      const select = document.createElement("select");
      const options = this.values.options(column, id);
      for (const one of options) select.add(new Option(one.label, one.value, false, one.value === value));
      if (!options.some((one) => one.value === value)) select.add(new Option(value, value, true, true), 0);
      return select;
    }
    const field = document.createElement(column.kind === "day" ? "input" : "textarea");
    field.value = column.kind === "day" ? this.values.shown(column, id, value).words : value;
    return field;
  }

  // false: what was typed does not fit, and the editor stays open
  close(keep, { stay = false } = {}) {
    if (!this.field) return true;
    const { id, column, many, seen } = this.editing;
    const { field } = this;
    const read = column.kind === "choice" ? field.value : this.values.read(column, id, field.value);
    if (keep && read === undefined && stay) {
      field.setAttribute("aria-invalid", "true");
      this.say(this.store.data.words.not_a_day.replace("{value}", field.value));
      return false;
    }
    this.field = null;
    field.remove();
    this.grid.cell(id, column.field).tabIndex = 0;
    const value = read ?? field.value; // what does not fit is kept and marked, never lost
    const own = many.length > 1 ? {} : { seen };
    if (keep && value !== this.editing.value) this.store.set(many.map((one) => ({ id: one.id, field: column.field, value, ...own })));
    this.store.show(id, column.field);
    return true;
  }

  #key(event) {
    if (event.target.closest("[data-editor]")) this.#inEditor(event);
    else if (!event.defaultPrevented) this.#inGrid(event);
  }

  #inEditor(event) {
    const { key, shiftKey, altKey, isComposing } = event;
    if (isComposing || !["Enter", "Tab", "Escape", "F2"].includes(key)) return;
    event.preventDefault();
    if (key === "Enter" && altKey) return void this.field.setRangeText("\n", this.field.selectionStart, this.field.selectionEnd, "end");
    if (!this.close(key !== "Escape", { stay: true })) return;
    if (key === "Enter") this.grid.move(shiftKey ? -1 : 1, 0);
    else if (key === "Tab") this.grid.move(0, shiftKey ? -1 : 1);
    else this.grid.refocus();
  }

  #inGrid(event) {
    const command = event.ctrlKey || event.metaKey;
    const done = command ? this.#command(event) : this.#plain(event);
    if (done) event.preventDefault();
  }

  #command({ key, shiftKey }) {
    const { grid } = this;
    const far = grid.rows.length + grid.columns.length;
    const moves = { ArrowUp: [-far, 0], ArrowDown: [far, 0], ArrowLeft: [0, -far], ArrowRight: [0, far], Home: [-far, -far], End: [far, far] };
    if (moves[key]) grid.move(...moves[key], { extend: shiftKey });
    else if (key.toLowerCase() === "a") grid.all();
    else if (key === " ") grid.wholeColumn();
    else if (key.toLowerCase() === "z") this.store[shiftKey ? "redo" : "undo"]();
    else if (key.toLowerCase() === "y") this.store.redo();
    else return false;
    return true;
  }

  #plain({ key, shiftKey, altKey, target }) {
    const { grid } = this;
    const far = grid.columns.length + 1;
    const moves = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
      Home: [0, -far], End: [0, far], PageUp: [-PAGE, 0], PageDown: [PAGE, 0],
    };
    if (altKey) return false;
    if (moves[key]) grid.move(...moves[key], { extend: shiftKey });
    else if (key === "?" || key === "F1") this.help();
    else if (key === " " && shiftKey) grid.wholeRow();
    else if (target.closest("a")) return false;
    else if (key === "Enter" || key === "F2" || (key === " " && grid.here.column.kind === "choice" && !this.#isTyping())) this.open();
    else if (key === "Escape") grid.go(grid.focus);
    else if (key === "Delete" || key === "Backspace") this.clear();
    else return this.#type(key);
    return true;
  }

  #isTyping() { return this.keys && Date.now() - this.typedAt < PAUSE; }

  #type(key) {
    const { id, column } = this.grid.here;
    if (key === "Dead" || (key.length === 1 && column.kind !== "choice")) {
      this.open(""); // the key itself lands in the editor
      return false;
    }
    if (key.length !== 1) return false;
    const longer = this.#isTyping() ? this.keys + key : key;
    const value = this.values.typed(column, id, longer) ?? this.values.typed(column, id, key);
    this.keys = this.values.typed(column, id, longer) === undefined ? key : longer;
    this.typedAt = Date.now();
    if (value !== undefined) this.put(column, value);
    return true;
  }

  // the same value in every chosen cell that can hold it
  put(column, value) {
    const cells = this.grid.chosen().filter((one) => this.#fits(one, column, value));
    const n = this.store.set(cells.map((one) => ({ id: one.id, field: one.column.field, value })));
    const said = this.values.said(column, this.grid.here.id, value);
    this.say(n > 1 ? `${said}, ${this.store.data.words.chosen.replace("{n}", n)}` : said);
  }

  #fits({ id, column }, asked, value) {
    const sameKind = column === asked || (column.kind === "choice" && column.options[0]?.value === asked.options[0]?.value);
    return sameKind && (column.kind !== "choice" || this.values.options(column, id).some((option) => option.value === value));
  }

  clear() {
    this.store.set(this.grid.chosen().map(({ id, column }) => ({ id, field: column.field, value: column.empty })));
    this.say(this.store.data.words.nothing);
  }
}

// The grid on the screen: one cell has the focus (roving tabindex), a block or loose cells are chosen.
export class Grid {
  constructor(table, columns) {
    this.table = table;
    this.columns = columns;
    for (const cell of table.querySelectorAll(".wb-grid__plain")) cell.remove();
    this.rows = [...table.tBodies[0].rows].map((tr) => ({ id: Number(tr.dataset.row), tr, cells: [...tr.cells] }));
    this.at = new Map(this.rows.map((row, r) => [row.id, r]));
    this.focus = { r: 0, c: 1 };
    this.anchor = this.focus;
    this.loose = new Set();
    this.onMove = () => {};
    this.#describe();
    this.#mouse();
    this.#show(this.focus).tabIndex = 0;
    this.#mark();
  }

  #describe() {
    const set = (element, facts) => Object.entries(facts).forEach(([name, value]) => element.setAttribute(name, value));
    set(this.table, {
      role: "grid", "aria-multiselectable": "true", "aria-rowcount": this.rows.length + 1, "aria-colcount": this.columns.length + 1,
    });
    const head = this.table.tHead.rows[0];
    set(head, { role: "row", "aria-rowindex": 1 });
    for (const cell of head.cells) cell.setAttribute("role", "columnheader");
    for (const body of [this.table.tHead, this.table.tBodies[0]]) body.setAttribute("role", "rowgroup");
    this.rows.forEach((row, r) => {
      set(row.tr, { role: "row", "aria-rowindex": r + 2 });
      row.cells.forEach((cell, c) => {
        set(cell, { role: c ? "gridcell" : "rowheader", "aria-colindex": c + 1 });
        if (c) cell.setAttribute("aria-describedby", "tabel-bezwaar"); // what objects to the row of the cell at hand
        this.#show({ r, c }).tabIndex = -1;
      });
    });
  }

  #mouse() {
    this.table.addEventListener("mousedown", (event) => {
      const place = this.placeOf(event.target);
      if (!place || event.button || event.target.closest("[data-editor]")) return;
      if (event.target.closest("a")) return;
      event.preventDefault();
      const again = place.r === this.focus.r && place.c === this.focus.c && this.table.contains(document.activeElement);
      if (event.ctrlKey || event.metaKey) this.toggle(place);
      else this.go(place, { extend: event.shiftKey });
      this.dragging = !again;
      if (again && place.c && !event.shiftKey && !event.ctrlKey) this.onOpen?.();
    });
    this.table.addEventListener("mouseover", (event) => {
      const place = event.buttons === 1 && this.dragging && this.placeOf(event.target);
      if (place && (place.r !== this.focus.r || place.c !== this.focus.c)) this.go(place, { extend: true });
    });
    document.addEventListener("mouseup", () => { this.dragging = false; });
    this.table.addEventListener("focusin", (event) => {
      const place = this.placeOf(event.target);
      if (place && !event.target.closest("[data-editor]") && (place.r !== this.focus.r || place.c !== this.focus.c)) this.go(place);
    });
  }

  placeOf(element) {
    const cell = element.closest("td, th");
    const r = this.rows.findIndex((row) => row.tr === cell?.parentElement);
    return r < 0 ? null : { r, c: cell.cellIndex };
  }

  // what really gets the focus: the link of a row, or the cell itself
  #show({ r, c }) {
    const cell = this.rows[r].cells[c];
    return c ? cell : cell.querySelector("a");
  }

  cell(id, field) {
    const row = this.rows[this.at.get(id)];
    return row?.cells[this.columns.findIndex((column) => column.field === field) + 1];
  }

  get here() {
    const { r, c } = this.focus;
    return { id: this.rows[r].id, column: this.columns[c - 1] };
  }

  move(dr, dc, options) {
    this.go({ r: this.focus.r + dr, c: this.focus.c + dc }, options);
  }

  go(place, { extend = false } = {}) {
    const to = {
      r: Math.min(Math.max(place.r, 0), this.rows.length - 1),
      c: Math.min(Math.max(place.c, extend ? 1 : 0), this.columns.length),
    };
    this.#show(this.focus).tabIndex = -1;
    this.focus = to;
    if (!extend) {
      this.anchor = to;
      this.loose.clear();
    }
    this.refocus();
    this.#mark();
    this.onMove();
  }

  refocus() {
    const shown = this.#show(this.focus);
    shown.tabIndex = 0;
    shown.focus({ preventScroll: true });
    shown.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  toggle(place) {
    if (!place.c) return;
    this.chosen().forEach(({ id, column }) => this.loose.add(this.#key(id, column)));
    const key = this.#key(this.rows[place.r].id, this.columns[place.c - 1]);
    const there = this.loose.has(key);
    const kept = new Set(this.loose);
    this.go(place);
    this.loose = kept;
    if (there) this.loose.delete(key);
    else this.loose.add(key);
    this.#mark();
    this.onMove();
  }

  select(from, to) {
    this.anchor = from;
    this.go(to, { extend: true });
  }

  all() { this.select({ r: 0, c: 1 }, { r: this.rows.length - 1, c: this.columns.length }); }
  wholeColumn() { this.select({ r: 0, c: Math.max(1, this.focus.c) }, { r: this.rows.length - 1, c: this.focus.c }); }
  wholeRow() { this.select({ r: this.focus.r, c: 1 }, { r: this.focus.r, c: this.columns.length }); }

  #key(id, column) { return `${id}:${column.field}`; }

  block() {
    const [a, b] = [this.anchor, this.focus];
    return {
      top: Math.min(a.r, b.r), bottom: Math.max(a.r, b.r), left: Math.max(1, Math.min(a.c, b.c)), right: Math.max(a.c, b.c),
    };
  }

  chosen() {
    const found = [];
    const { top, bottom, left, right } = this.block();
    this.rows.forEach(({ id }, r) => this.columns.forEach((column, i) => {
      const inBlock = !this.loose.size && r >= top && r <= bottom && i + 1 >= left && i + 1 <= right;
      if (inBlock || this.loose.has(this.#key(id, column))) found.push({ id, column });
    }));
    return found;
  }

  #mark() {
    for (const cell of this.table.querySelectorAll('[aria-selected="true"]')) cell.setAttribute("aria-selected", "false");
    const chosen = this.chosen();
    for (const { id, column } of chosen) this.cell(id, column.field).setAttribute("aria-selected", "true");
    this.table.classList.toggle("wb-grid--several", chosen.length > 1);
  }
}

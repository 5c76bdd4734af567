// Values and their words: what a cell shows, what typing chooses, and what a pasted text means.
const squeeze = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

export class Values {
  constructor(data, rows) {
    Object.assign(this, { data, rows });
  }

  options(column, id) {
    if (column.field !== "applicability") return column.options;
    const own = this.data.applicabilities[this.rows.get(id).ask] ?? [];
    return column.options.filter((option) => own.includes(option.value));
  }

  // the sign and the words of a value
  shown(column, id, value) {
    const isLevel = ["opzet", "bestaan", "werking"].includes(column.field);
    const isOut = isLevel && this.applicability(id) === "not_applicable";
    const actual = isOut ? "not_applicable" : value;
    if (column.kind === "choice") {
      const option = column.options.find((one) => one.value === actual);
      return { value: actual, mark: option?.mark ?? "", words: option && option.value === "" ? "" : option?.label ?? actual };
    }
    if (column.kind === "day") return { mark: "", words: value.replace(/^(\d+)-(\d+)-(\d+)$/, "$3-$2-$1") };
    return { mark: "", words: value };
  }

  said(column, id, value) {
    return this.shown(column, id, value).words || this.data.words.nothing;
  }

  // what keys typed after each other choose: one key by its own, more by the start of the word
  typed(column, id, keys) {
    const options = this.options(column, id);
    const text = keys.toLowerCase();
    if (text.length === 1) {
      const quick = options.find((option) => option.keys.includes(text));
      if (quick) return quick.value;
    }
    return options.find((option) => option.value && option.label.toLowerCase().startsWith(text))?.value;
  }

  // a whole text, pasted or typed in an editor; undefined when it does not fit
  read(column, id, text) {
    const plain = text.trim();
    if (column.kind === "text") return text.replace(/\r/g, "").trimEnd();
    if (!plain) return column.empty;
    if (column.kind === "day") return this.#day(plain);
    const options = this.options(column, id);
    const words = squeeze(plain);
    const found = options.find((one) => one.value === plain || squeeze(one.label) === words || one.mark === plain);
    if (found) return found.value;
    if (column.field === "effort") return plain.length <= 40 ? plain : undefined;
    return plain.length === 1 ? options.find((option) => option.keys.includes(plain.toLowerCase()))?.value : undefined;
  }

  #day(text) {
    const [, y, m, d] = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/) ?? [];
    const [, d2, m2, y2] = text.match(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/) ?? [];
    const parts = [y ?? y2, m ?? m2, d ?? d2].map((part) => part?.padStart(2, "0"));
    const day = new Date(`${parts.join("-")}T00:00Z`);
    const exists = parts.every(Boolean) && !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(parts[2]);
    return exists ? parts.join("-") : undefined;
  }

  applicability(id) {
    return this.pendingApplicability?.(id) ?? this.rows.get(id)?.applicability;
  }
}

// a block of cells as Excel and LibreOffice put it on the clipboard: tabs, lines, quotes around what has either
export const toTsv = (lines) =>
  lines.map((line) => line.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t")).join("\n");

export function fromTsv(text) {
  const lines = [[""]];
  let quoted = false;
  const whole = text.replaceAll("\r\n", "\n").replace(/\n$/, "");
  for (let i = 0; i < whole.length; i += 1) {
    const [sign, line] = [whole[i], lines.at(-1)];
    if (quoted && sign === '"' && whole[i + 1] === '"') line[line.length - 1] += whole[i += 1];
    else if (sign === '"' && (quoted || line.at(-1) === "")) quoted = !quoted;
    else if (sign === "\t" && !quoted) line.push("");
    else if (sign === "\n" && !quoted) lines.push([""]);
    else line[line.length - 1] += sign;
  }
  return lines;
}

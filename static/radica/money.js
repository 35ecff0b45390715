/* Amounts as clerks type them, in whole cents so that sums are exact. What is not an amount is null, never zero. */

export function parseAmount(text) {
  let clean = String(text).replace(/[\s$]/g, "").replace(/COP/i, "");
  if (!clean) return null;
  if (!/^-?\d[\d.,]*$/.test(clean)) return null;
  const lastComma = clean.lastIndexOf(",");
  const lastDot = clean.lastIndexOf(".");
  let decimal = "";
  if (lastComma >= 0 && lastDot >= 0) decimal = lastComma > lastDot ? "," : ".";
  else if (lastComma >= 0 && !/^-?\d{1,3}(,\d{3})+$/.test(clean)) decimal = ",";
  else if (lastDot >= 0 && !/^-?\d{1,3}(\.\d{3})+$/.test(clean)) decimal = ".";
  if (decimal && clean.split(decimal).length > 2) return null;
  const group = decimal === "," ? "." : decimal === "." ? "," : /[.,]/.exec(clean)?.[0];
  if (group) clean = clean.split(group).join("");
  if (decimal) clean = clean.replace(decimal, ".");
  const value = Number(clean);
  return Number.isFinite(value) ? value : null;
}

export function cents(text) {
  const value = parseAmount(text);
  return value === null ? null : Math.round(value * 100);
}

export function formatCents(amount) {
  const digits = amount % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat("es-CO", { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: "always" }).format(amount / 100);
}

export function normalise(input) {
  const value = parseAmount(input.value);
  if (value === null) return;
  const text = formatCents(Math.round(value * 100));
  if (Math.abs(Math.round(value * 100) / 100 - value) < 1e-9) input.value = text;
}

// Which addresses may be pressed, and how a telephone number becomes one.

const SAFE_LINK = /^(?:https?:\/\/|tel:|mailto:)[^\s<>"']+$/i;

export function isSafeLink(address) {
  return SAFE_LINK.test(String(address ?? "").trim());
}

export function tel(number) {
  return `tel:${String(number).replace(/[^\d+*#]/g, "")}`;
}

/** A button as the interface has it. */
export type WireButton = Readonly<Record<string, unknown>>;

/** No page that is at hand says how much fits; these are the sister platform's (protocols §1.16). */
const TOPS_MAX = 3;
const ITEMS_MAX = 5;
const TOP_BYTES_MAX = 16;
const ITEM_BYTES_MAX = 60;
const KEY_BYTES_MAX = 128;
const URL_BYTES_MAX = 1_024;

/** The buttons of `menus`, which is JSON in a form's field; undefined where they are not right. */
export function readMenu(menus: string): readonly WireButton[] | undefined {
  const buttons = parse(menus)?.["button"];
  if (!Array.isArray(buttons) || buttons.length === 0 || buttons.length > TOPS_MAX) return undefined;
  return buttons.every((button: unknown) => isTree(button) && isTop(button))
    ? (buttons as readonly WireButton[])
    : undefined;
}

function isTop(button: WireButton): boolean {
  if (!fits(button["name"], TOP_BYTES_MAX)) return false;
  const items = button["sub_button"];
  if (!Array.isArray(items) || items.length === 0) return isLeaf(button);
  return (
    items.length <= ITEMS_MAX &&
    items.every((item: unknown) => isTree(item) && fits(item["name"], ITEM_BYTES_MAX) && isLeaf(item))
  );
}

const isLeaf = ({ type, key, url }: WireButton): boolean =>
  type === "click" ? fits(key, KEY_BYTES_MAX) : type === "view" && fits(url, URL_BYTES_MAX);

const fits = (text: unknown, bytesMax: number): boolean =>
  typeof text === "string" && text !== "" && Buffer.byteLength(text) <= bytesMax;

const isTree = (value: unknown): value is WireButton =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parse(json: string): WireButton | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

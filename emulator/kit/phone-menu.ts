/** A button under a thread: it tells the account a key, opens an address, or does what has no end here. */
export type PhoneLeaf =
  | { readonly name: string; readonly key: string }
  | { readonly name: string; readonly url: string }
  | { readonly name: string };

/** One of at most three; a group opens. */
export type PhoneButton = PhoneLeaf | { readonly name: string; readonly items: readonly PhoneLeaf[] };

type Wire = Readonly<Record<string, unknown>>;

/** What a phone shows of buttons as the platforms' interfaces have them (protocols §1.16). */
export const phoneMenu = (buttons: readonly Wire[]): readonly PhoneButton[] =>
  buttons.map((button) => {
    const items = button["sub_button"];
    return Array.isArray(items) && items.length > 0
      ? { name: textOf(button, "name"), items: (items as readonly Wire[]).map(leafOf) }
      : leafOf(button);
  });

function leafOf(button: Wire): PhoneLeaf {
  const [name = "", key = "", url = ""] = ["name", "key", "url"].map((field) => textOf(button, field));
  if (key !== "") return { name, key };
  return url === "" ? { name } : { name, url };
}

const textOf = (button: Wire, field: string): string => {
  const value = button[field];
  return typeof value === "string" ? value : "";
};

/** How the button of a key is called; the key itself where there is none of it. */
export function tappedName(menu: readonly PhoneButton[], key: string): string {
  const leaves = menu.flatMap((button) => ("items" in button ? button.items : [button]));
  return leaves.find((leaf) => "key" in leaf && leaf.key === key)?.name ?? key;
}

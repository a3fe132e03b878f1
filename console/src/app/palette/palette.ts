import { onBeforeUnmount, shallowRef } from "vue";

export type Command = {
  readonly id: string;
  readonly title: string;
  /** Where it belongs, said small beside it. */
  readonly group: string;
  /** Other words that find it, e.g. the other language's. */
  readonly words?: string;
  /** Its shortcut, if it has one. */
  readonly keys?: string;
  readonly run: () => void;
};
/** What there is for these words, which are never blank. A source that searches itself gives back what it found. */
export type CommandSource = (words: string) => readonly Command[];

export const isPaletteOpen = shallowRef(false);
const sources = new Set<CommandSource>();
const COMMANDS_MAX = 30;

/** Offers commands in the palette while this component is on the page. */
export function useCommands(source: CommandSource): void {
  sources.add(source);
  onBeforeUnmount(() => sources.delete(source));
}

export function openPalette(): void {
  isPaletteOpen.value = true;
}

/** Those that hold all the words; those that begin with them first, otherwise in the order of their sources. */
export function findCommands(words: string): readonly Command[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = ({ title }: Command): number => (title.toLowerCase().startsWith(wanted[0] ?? "") ? 0 : 1);
  return [...sources]
    .flatMap((source) => source(words))
    .filter((command) => wanted.every((word) => textOf(command).includes(word)))
    .sort((one, other) => begins(one) - begins(other))
    .slice(0, COMMANDS_MAX);
}

const textOf = ({ title, group, words = "" }: Command): string => `${title} ${group} ${words}`.toLowerCase();

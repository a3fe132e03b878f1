/** What a message of either side shows in its bubble. */
export type Shown =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image" | "voice"; readonly mediaId: string }
  | { readonly kind: "video"; readonly mediaId: string; readonly title: string; readonly description: string }
  | { readonly kind: "music"; readonly title: string; readonly description: string; readonly url: string }
  | {
      readonly kind: "news";
      readonly title: string;
      readonly description: string;
      readonly pictureUrl: string;
      readonly url: string;
    };

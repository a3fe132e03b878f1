/** Insults and curses, no more: what somebody complains of is another matter (days, G26). */
const ABUSE =
  /傻[逼比叉屌缺子]|煞笔|沙比|智障|脑残|弱智|白痴|蠢货|废物|垃圾|滚[蛋远开吧]?$|去死|妈的|他妈|特么|尼玛|操你|草你|我[操艹靠草]|卧槽|王八|混蛋|狗东西|狗屁|放屁|有病吧|神经病|什么(?:破|狗屁)玩意|(?<![a-z])(?:tmd|nmd|nmsl|cnm|sb|wtf|wdnmd|mlgb)(?![a-z])|\b(?:fuck\w*|shit|bullshit|idiots?|stupid|asshole|damn)\b/u;

/** Does a text (signs folded, words untouched) insult? It raises nobody's place, and lowers it no more. */
export const isAbuse = (signs: string): boolean => ABUSE.test(signs);

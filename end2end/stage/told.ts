import type { CDPSession, Page } from "@playwright/test";

/** One element as a screen reader is told of it. */
export interface Told {
  role: string;
  name: string;
  /** Hint and problem. */
  description: string;
  isInvalid: boolean;
  hasFocus: boolean;
  /** The names of the groups around it, from the outermost on. */
  groups: string[];
}

type Node = Awaited<ReturnType<typeof nodesOf>>[number];

async function nodesOf(session: CDPSession) {
  return (await session.send("Accessibility.getFullAXTree")).nodes;
}

/** The page as the browser hands it to a screen reader, in the order in which it is read. */
export async function told(page: Page): Promise<Told[]> {
  const session = await page.context().newCDPSession(page);
  const nodes = await nodesOf(session);
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const read = (node: Node, groups: string[]): Told[] => {
    const name = String(node.name?.value ?? "");
    const isGroup = ["group", "radiogroup"].includes(node.role?.value);
    const within = isGroup ? [...groups, name] : groups;
    const children = (node.childIds ?? []).flatMap((id) => byId.get(id) ?? []);
    const own = node.ignored ? [] : [one(node, name, groups)];
    return [...own, ...children.flatMap((child) => read(child, within))];
  };
  return nodes[0] ? read(nodes[0], []) : [];
}

function one(node: Node, name: string, groups: string[]): Told {
  const property = (wanted: string): unknown => node.properties?.find((one) => one.name === wanted)?.value.value;
  return {
    role: String(node.role?.value ?? ""),
    name,
    description: String(node.description?.value ?? ""),
    isInvalid: property("invalid") === "true",
    hasFocus: node.role?.value !== "RootWebArea" && property("focused") === true,
    groups,
  };
}

package dev.quiesce.harness.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The strategies of a checkout: as directories, as modules, and as the harness's dependencies. */
record StrategyCatalogue(
    TreeSet<String> directories, TreeSet<String> modules, TreeSet<String> dependencies) {
  private static final String PREFIX = "strategy-";

  static StrategyCatalogue of(Path checkout)
      throws IOException, ParserConfigurationException, SAXException {
    TreeSet<String> directories = new TreeSet<>();
    try (Stream<Path> children = Files.list(checkout)) {
      // A directory without a pom is what a switch of branches leaves behind of its target/.
      children
          .filter(child -> Files.exists(child.resolve("pom.xml")))
          .map(child -> child.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX))
          .forEach(directories::add);
    }
    TreeSet<String> modules = new TreeSet<>();
    for (Element module : elements(parse(checkout.resolve("pom.xml")), "module")) {
      if (module.getTextContent().startsWith(PREFIX)) {
        modules.add(module.getTextContent());
      }
    }
    TreeSet<String> dependencies = new TreeSet<>();
    for (Element d : elements(parse(checkout.resolve("harness/pom.xml")), "dependency")) {
      String artifact = child(d, "artifactId");
      if (artifact.startsWith(PREFIX) && child(d, "scope").equals("runtime")) {
        dependencies.add(artifact);
      }
    }
    return new StrategyCatalogue(directories, modules, dependencies);
  }

  private static Document parse(Path pom)
      throws IOException, ParserConfigurationException, SAXException {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }

  private static String child(Element parent, String name) {
    List<Element> found = elements(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().trim();
  }

  private static List<Element> elements(Document document, String name) {
    return elements(document.getDocumentElement(), name);
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}

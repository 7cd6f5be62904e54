package org.keyturn.agent.template;

import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.Map;

/** A template that was read. Thread-safe. */
public final class SafeTemplate {

  private final String file;
  private final Template template;

  SafeTemplate(String file, Template template) {
    this.file = file;
    this.template = template;
  }

  /**
   * @param values strings, booleans, further maps like this one, and lists of them
   * @throws TemplateException where the template asks for something that is not there
   */
  public String render(Map<String, Object> values) {
    try {
      return template.execute(values);
    } catch (MustacheException e) {
      throw new TemplateException("the template " + file + ": " + e.getMessage(), e);
    }
  }
}

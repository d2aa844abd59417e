"""A dataset in the words of schema.org, by which search engines for data find its page."""

from city.opendata import labels, offered


def describe(dataset, about, files):
    """Values of JSON for a data block of the page, in the reader's language."""
    texts = [labels.NOTE if about["illustrative"] else "", dataset.summary, dataset.how]
    said = {"@context": "https://schema.org/", "@type": "Dataset", "@id": about["page"], "url": about["page"]}
    said |= {"name": labels.say(dataset.title), "description": " ".join(labels.say(each) for each in texts if each)}
    said |= {"license": about["licence_address"], "keywords": list(dataset.keywords), "isAccessibleForFree": True}
    said |= {"dateModified": about["updated_at"]} if about["updated_at"] else {}
    said |= {"creator": {"@type": "Organization", "name": labels.say(labels.PUBLISHER)}}
    said |= {"distribution": [_describe_file(each) for each in files if not each.too_large]}
    return said


def _describe_file(file):
    address = offered.site_address() + file.address
    return {"@type": "DataDownload", "encodingFormat": file.media_type, "contentUrl": address}
